package dev.nephelite.blob.store;

import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.emulator.store.GarbageCollector;
import dev.nephelite.emulator.store.Transaction;
import dev.nephelite.emulator.store.content.Content;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.TableReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The segments of one append or page blob. They do not overlap; where there is none, the blob has zeros. */
public final class BlobSegments {
    private static final int OFFSET = 1;

    private final TableReader view;
    private final BlobLayout.Segmented layout;

    BlobSegments(TableReader view, BlobLayout.Segmented layout) {
        this.view = view;
        this.layout = layout;
    }

    /** The segments that overlap a range whose {@code to} is exclusive, uncut and in their order. */
    Stream<BlobSegment> in(long from, long to) {
        if (from >= to) {
            return Stream.empty();
        }
        return view.scan(BlobTables.SEGMENTS, firstAt(from), BlobTables.segment(layout, to))
                .map(BlobSegments::segment)
                .filter(segment -> segment.end() > from);
    }

    /** The bytes of a range that lies in the blob. */
    Content content(long from, long count) {
        long to = from + count;
        List<Content> parts = new ArrayList<>();
        long position = from;
        for (BlobSegment segment : in(from, to).toList()) {
            BlobSegment part = segment.within(from, to);
            parts.add(Content.zeros(part.offset() - position));
            parts.add(part.content());
            position = part.end();
        }
        parts.add(Content.zeros(to - position));
        return Content.join(parts);
    }

    /** Writes bytes, replacing existing ones. */
    void write(Transaction transaction, long offset, Content content) {
        clear(transaction, offset, offset + content.length());
        transaction.put(BlobTables.SEGMENTS, BlobTables.segment(layout, offset), content);
    }

    /** Removes the bytes of a range whose {@code to} is exclusive. */
    void clear(Transaction transaction, long from, long to) {
        for (BlobSegment segment : in(from, to).toList()) {
            transaction.remove(BlobTables.SEGMENTS, BlobTables.segment(layout, segment.offset()));
            putRest(transaction, segment, segment.offset(), from);
            putRest(transaction, segment, to, segment.end());
            transaction.release(segment.content());
        }
    }

    /** Shares the bytes with another blob. */
    void copyTo(Transaction transaction, BlobLayout.Segmented copy) {
        copyTo(transaction, copy, 0, Long.MAX_VALUE);
    }

    /** Shares the bytes of a range whose {@code to} is exclusive. */
    void copyTo(Transaction transaction, BlobLayout.Segmented copy, long from, long to) {
        for (BlobSegment segment : in(from, to).toList()) {
            BlobSegment part = segment.within(from, to);
            transaction.retain(part.content());
            transaction.put(BlobTables.SEGMENTS, BlobTables.segment(copy, part.offset()), part.content());
        }
    }

    /** Whether a range whose {@code to} is exclusive has more segments than may be changed at once. */
    boolean hasManyIn(long from, long to) {
        return in(from, to).limit(GarbageCollector.CHUNK + 1L).count() > GarbageCollector.CHUNK;
    }

    /** The key of the segment that may contain an offset: one that begins before the offset may end after it. */
    private RecordKey firstAt(long offset) {
        RecordKey wanted = BlobTables.segment(layout, offset);
        @Nullable RecordKey last = view.lastBefore(BlobTables.SEGMENTS, wanted.next());
        return last != null && last.startsWith(BlobTables.generation(layout).children()) ? last : wanted;
    }

    /** Stores the part of a segment in a range whose {@code to} is exclusive and which may be empty. */
    private void putRest(Transaction transaction, BlobSegment segment, long from, long to) {
        if (from < to) {
            BlobSegment rest = segment.within(from, to);
            transaction.retain(rest.content());
            transaction.put(BlobTables.SEGMENTS, BlobTables.segment(layout, rest.offset()), rest.content());
        }
    }

    private static BlobSegment segment(Map.Entry<RecordKey, Content> entry) {
        return new BlobSegment(entry.getKey().numberAt(OFFSET), entry.getValue());
    }

    /** Consecutive bytes of a blob from an offset on. */
    public record BlobSegment(long offset, Content content) {
        /** The offset of the first byte after the segment. */
        public long end() {
            return offset + content.length();
        }

        /** The part of it that lies in a range whose {@code to} is exclusive. */
        BlobSegment within(long from, long to) {
            long first = Math.max(offset, from);
            return new BlobSegment(first, content.slice(first - offset, Math.min(end(), to) - first));
        }
    }
}
