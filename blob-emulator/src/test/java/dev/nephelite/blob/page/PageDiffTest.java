package dev.nephelite.blob.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.blob.store.BlobSegments;
import dev.nephelite.emulator.store.content.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PageDiffTest {
    /** The client wrote ten bytes at offset 10 in one request. */
    private static final BlobSegments.BlobSegment WRITTEN = piece(10, segment(1, 0, 10));

    @Nested
    class Given_nothing_before {
        @Test
        void nothing_is_nothing() {
            assertThat(compare(List.of(), List.of())).isEmpty();
        }

        @Test
        void what_is_there_was_written() {
            assertThat(compare(List.of(), List.of(WRITTEN))).containsExactly("10-20");
        }

        @Test
        void what_lies_side_by_side_is_one_range() {
            assertThat(compare(
                            List.of(),
                            List.of(
                                    WRITTEN,
                                    piece(20, segment(2, 0, 5), segment(3, 0, 5)),
                                    piece(31, segment(4, 0, 1)))))
                    .containsExactly("10-30", "31-32");
        }
    }

    @Nested
    class Given_the_same_bytes_before {
        @Test
        void nothing_differs() {
            assertThat(compare(List.of(WRITTEN), List.of(WRITTEN))).isEmpty();
        }

        @Test
        void nothing_differs_where_they_are_in_other_pieces() {
            assertThat(compare(
                            List.of(WRITTEN),
                            List.of(piece(10, segment(1, 0, 3)), piece(13, segment(1, 3, 2), segment(1, 5, 5)))))
                    .isEmpty();
        }

        @Test
        void what_was_written_over_them_differs() {
            assertThat(compare(
                            List.of(WRITTEN),
                            List.of(
                                    piece(10, segment(1, 0, 3)),
                                    piece(13, segment(2, 0, 2)),
                                    piece(15, segment(1, 5, 5)))))
                    .containsExactly("13-15");
        }

        @Test
        void what_was_cleared_of_them_differs() {
            assertThat(compare(List.of(WRITTEN), List.of(piece(10, segment(1, 0, 3)), piece(15, segment(1, 5, 5)))))
                    .containsExactly("13-15 cleared");
            assertThat(compare(List.of(WRITTEN), List.of())).containsExactly("10-20 cleared");
        }

        @Test
        void written_and_cleared_are_told_apart() {
            assertThat(compare(
                            List.of(WRITTEN),
                            List.of(
                                    piece(5, segment(2, 0, 7)),
                                    piece(15, segment(1, 5, 3)),
                                    piece(20, segment(3, 0, 1)))))
                    .containsExactly("5-12", "12-15 cleared", "18-20 cleared", "20-21");
        }

        @Test
        void the_same_bytes_at_another_place_differ() {
            assertThat(compare(List.of(WRITTEN), List.of(piece(11, segment(1, 0, 10)))))
                    .containsExactly("10-11 cleared", "11-21");
        }
    }

    private static List<String> compare(List<BlobSegments.BlobSegment> before, List<BlobSegments.BlobSegment> now) {
        PageDiff pages = new PageDiff(
                new PageDiff.PageContentWalker(before.stream()), new PageDiff.PageContentWalker(now.stream()), 0, 100);
        List<String> ranges = new ArrayList<>();
        pages.forEachRemaining(
                range -> ranges.add(range.from() + "-" + range.to() + (range.cleared() ? " cleared" : "")));
        return ranges;
    }

    private static Content.Segment segment(long extent, long offset, long length) {
        return new Content.Segment(extent, offset, length);
    }

    private static BlobSegments.BlobSegment piece(long offset, Content.Segment... segments) {
        return new BlobSegments.BlobSegment(
                offset, new Content(Stream.of(segments).toList()));
    }
}
