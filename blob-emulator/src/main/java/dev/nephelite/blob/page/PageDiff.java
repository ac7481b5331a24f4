package dev.nephelite.blob.page;

import dev.nephelite.blob.store.BlobSegments;
import dev.nephelite.emulator.store.content.Content;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ranges in which a page blob differs from an earlier state, in their order and as long as possible. Compared with
 * an empty state, these are the ranges that have been written.
 */
final class PageDiff implements Iterator<PageDiff.Range> {
    private final PageContentWalker before;
    private final PageContentWalker now;
    private final long to;
    private long position;
    private @Nullable Range next;

    /**
     * Compares a part of the blob.
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
        while (next != null && next.continues(range)) {
            range = new Range(range.from(), next.to(), range.cleared());
            next = step();
        }
        return range;
    }

    /** The next differing range that is either written or cleared throughout, or null at the end. */
    private @Nullable Range step() {
        while (position < to) {
            long from = position;
            PageContentWalker.@Nullable StoredRange old = before.atOrAfter(from);
            PageContentWalker.@Nullable StoredRange current = now.atOrAfter(from);
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

    private static boolean covers(PageContentWalker.@Nullable StoredRange range, long offset) {
        return range != null && range.from() <= offset;
    }

    /** The next offset at which a stored range begins or ends. */
    private static long boundary(PageContentWalker.@Nullable StoredRange range, long offset) {
        if (range == null) {
            return Long.MAX_VALUE;
        }
        return range.from() > offset ? range.from() : range.to();
    }

    /**
     * Pages that were written, or cleared.
     *
     * @param to exclusive
     */
    record Range(long from, long to, boolean cleared) {
        private boolean continues(Range before) {
            return from == before.to && cleared == before.cleared;
        }
    }

    /** Walks through the stored ranges of a page blob from beginning to end. */
    static final class PageContentWalker {
        private final Iterator<StoredRange> rest;
        private @Nullable StoredRange current;

        PageContentWalker(Stream<BlobSegments.BlobSegment> segments) {
            rest = segments.flatMap(PageContentWalker::of).iterator();
            advance();
        }

        /** The range at an offset or, if there is none, the next one; null at the end. */
        @Nullable
        StoredRange atOrAfter(long offset) {
            while (current != null && current.to() <= offset) {
                advance();
            }
            return current;
        }

        private void advance() {
            current = rest.hasNext() ? rest.next() : null;
        }

        private static Stream<StoredRange> of(BlobSegments.BlobSegment segment) {
            Stream.Builder<StoredRange> ranges = Stream.builder();
            long from = segment.offset();
            for (Content.Segment part : segment.content().segments()) {
                long to = from + part.length();
                ranges.add(new StoredRange(from, to, part.extent(), part.offset() - from));
                from = to;
            }
            return ranges.build();
        }

        /**
         * Bytes that were received together.
         *
         * @param to exclusive
         * @param extent the store's number for the received bytes
         * @param shift the difference between the offset in the extent and the offset in the blob
         */
        record StoredRange(long from, long to, long extent, long shift) {
            /** Whether both have the same bytes at the same offset. */
            boolean isSameAs(StoredRange other) {
                return extent == other.extent && shift == other.shift;
            }
        }
    }
}
