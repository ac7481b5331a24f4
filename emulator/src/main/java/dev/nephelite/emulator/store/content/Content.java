package dev.nephelite.emulator.store.content;

import dev.nephelite.emulator.store.table.Codec;
import dev.nephelite.emulator.store.table.RecordInput;
import dev.nephelite.emulator.store.table.RecordOutput;
import java.util.ArrayList;
import java.util.List;

/** Immutable bytes, as a list of segments of extents. Joining, slicing and copying contents copies no bytes. */
public record Content(List<Segment> segments) {
    public static final Content EMPTY = new Content(List.of());

    public static final Codec<Content> CODEC = new Codec<>() {
        @Override
        public void write(Content content, RecordOutput out) {
            out.list(content.segments, (segment, to) -> to.number(segment.extent)
                    .number(segment.offset)
                    .number(segment.length));
        }

        @Override
        public Content read(RecordInput in) {
            return new Content(in.list(from -> new Segment(from.number(), from.number(), from.number())));
        }
    };

    public Content {
        segments = List.copyOf(segments);
    }

    /** Zero bytes, for reading only: no record may refer to them. */
    public static Content zeros(long length) {
        return length == 0 ? EMPTY : new Content(List.of(new Segment(Segment.ZEROS, 0, length)));
    }

    /** Concatenates contents. */
    public static Content join(List<Content> parts) {
        List<Segment> segments = new ArrayList<>();
        parts.forEach(part -> segments.addAll(part.segments));
        return new Content(segments);
    }

    public long length() {
        long length = 0;
        for (Segment segment : segments) {
            length += segment.length;
        }
        return length;
    }

    /** The {@code count} bytes that begin at {@code offset}. */
    public Content slice(long offset, long count) {
        List<Segment> slice = new ArrayList<>();
        long position = 0;
        for (Segment segment : segments) {
            long from = Math.max(offset, position);
            long to = Math.min(offset + count, position + segment.length());
            if (from < to) {
                slice.add(new Segment(segment.extent(), segment.offset() + from - position, to - from));
            }
            position += segment.length();
        }
        return new Content(slice);
    }

    /** A part of one extent. */
    public record Segment(long extent, long offset, long length) {
        /** In place of the number of an extent: there is none, and all bytes are zero. */
        public static final long ZEROS = 0;
    }
}
