package dev.nephelite.blob.page;

import dev.nephelite.blob.store.BlobSegment;
import dev.nephelite.emulator.store.content.Content;
import java.util.Iterator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells where the bytes of a page blob come from, going from its beginning to its end. */
final class PageContentWalker {
    private final Iterator<Origin> rest;
    private @Nullable Origin current;

    PageContentWalker(Stream<BlobSegment> pieces) {
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

    private static Stream<Origin> of(BlobSegment piece) {
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
