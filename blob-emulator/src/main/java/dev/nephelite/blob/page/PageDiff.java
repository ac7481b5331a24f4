package dev.nephelite.blob.page;

import dev.nephelite.blob.store.BlobSegments;
import dev.nephelite.emulator.store.content.Content;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ranges of pages in which a page blob differs from an earlier state of it, in their order, each as long as can be.
 * Compared to a state without any bytes, those are the ranges that have been written.
 */
final class PageDiff implements Iterator<PageDiff.Range> {
    private final PageContentWalker before;
    private final PageContentWalker now;
    private final long to;
    private long position;
    private @Nullable Range next;

    /**
     * Looks at a part of the blob.
     *
     * @param to exclusive
     */
    PageDiff(PageContentWalker before, PageContentWalker now, long from, long to) {
        this.before = before;
        this.now = now;
        this.to = to;
        position = from;
        next = step();
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public Range next() {
        if (next == null) {
            throw new NoSuchElementException();
        }
        Range range = next;
        next = step();
        while (next != null && next.goesOn(range)) {
            range = new Range(range.from(), next.to(), range.cleared());
            next = step();
        }
        return range;
    }

    /** The next part that differs and is alike in itself, or null at the end. */
    private @Nullable Range step() {
        while (position < to) {
            long from = position;
            PageContentWalker.@Nullable Origin old = before.atOrBehind(from);
            PageContentWalker.@Nullable Origin current = now.atOrBehind(from);
            position = Math.min(to, Math.min(boundary(old, from), boundary(current, from)));
            boolean had = covers(old, from);
            boolean has = covers(current, from);
            boolean same = has && had && current != null && old != null && current.isSameAs(old);
            if (has != had || (has && !same)) {
                return new Range(from, position, !has);
            }
        }
        return null;
    }

    private static boolean covers(PageContentWalker.@Nullable Origin origin, long offset) {
        return origin != null && origin.from() <= offset;
    }

    /** Where it changes next whether there are bytes, and from where. */
    private static long boundary(PageContentWalker.@Nullable Origin origin, long offset) {
        if (origin == null) {
            return Long.MAX_VALUE;
        }
        return origin.from() > offset ? origin.from() : origin.to();
    }

    /**
     * Pages that were written, or cleared.
     *
     * @param to exclusive
     */
    record Range(long from, long to, boolean cleared) {
        private boolean goesOn(Range before) {
            return from == before.to && cleared == before.cleared;
        }
    }

    /** Tells where the bytes of a page blob come from, going from its beginning to its end. */
    static final class PageContentWalker {
        private final Iterator<Origin> rest;
        private @Nullable Origin current;

        PageContentWalker(Stream<BlobSegments.BlobSegment> pieces) {
            rest = pieces.flatMap(PageContentWalker::of).iterator();
            advance();
        }

        /** The bytes at {@code offset} or, if there are none, the next behind it; null if there are none either. */
        @Nullable
        Origin atOrBehind(long offset) {
            while (current != null && current.to() <= offset) {
                advance();
            }
            return current;
        }

        private void advance() {
            current = rest.hasNext() ? rest.next() : null;
        }

        private static Stream<Origin> of(BlobSegments.BlobSegment piece) {
            Stream.Builder<Origin> origins = Stream.builder();
            long from = piece.offset();
            for (Content.Segment segment : piece.content().segments()) {
                long to = from + segment.length();
                origins.add(new Origin(from, to, segment.extent(), segment.offset() - from));
                from = to;
            }
            return origins.build();
        }

        /**
         * Bytes that came as one.
         *
         * @param to exclusive
         * @param extent the bytes that the client sent, as the store calls them
         * @param shift how much further into the extent than into the blob they lie
         */
        record Origin(long from, long to, long extent, long shift) {
            /** Whether those bytes that both have at the same place are the same. */
            boolean isSameAs(Origin other) {
                return extent == other.extent && shift == other.shift;
            }
        }
    }
}
