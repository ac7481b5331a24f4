package dev.nephelite.blob.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.blob.model.BlobName;
import dev.nephelite.blob.store.ListedBlob;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.service.ListParameters;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BlobListPageTest {
    private final TreeSet<String> names = new TreeSet<>();
    private int lookUps;

    @Nested
    class Given_blobs_in_folders_and_beside_them {
        Given_blobs_in_folders_and_beside_them() {
            names.addAll(List.of("a", "b/1", "b/2", "b/c/3", "b0", "b\uFFFF", "c/1", "d"));
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3, 4, 5000})
        void pages_of_any_size_show_each_entry_once_and_in_order(int size) {
            assertThat(walk("delimiter=/&maxresults=" + size)).containsExactly("a", "b/", "b0", "b\uFFFF", "c/", "d");
            assertThat(walk("maxresults=" + size)).containsExactlyElementsOf(names);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3})
        void a_prefix_shows_what_is_in_a_folder(int size) {
            assertThat(walk("prefix=b/&delimiter=/&maxresults=" + size)).containsExactly("b/1", "b/2", "b/c/");
            assertThat(walk("prefix=b&maxresults=" + size)).containsExactly("b/1", "b/2", "b/c/3", "b0", "b\uFFFF");
        }

        @Test
        void a_folder_is_not_read_through_to_show_it_as_one_entry() {
            walk("delimiter=/");

            assertThat(lookUps).isEqualTo(3);
        }

        @Test
        void a_list_may_begin_in_the_middle() {
            assertThat(walk("startFrom=b/2")).containsExactly("b/2", "b/c/3", "b0", "b\uFFFF", "c/1", "d");
            assertThat(walk("startFrom=c&prefix=b")).isEmpty();
        }

        @Test
        void no_delimiter_at_all_gathers_nothing() {
            assertThat(walk("delimiter=")).containsExactlyElementsOf(names);
        }
    }

    @Nested
    class Given_a_delimiter_of_several_characters {
        @Test
        void names_are_gathered_up_to_its_end() {
            names.addAll(List.of("a--b", "a--c", "a-b", "--", "x--"));

            assertThat(walk("delimiter=--&maxresults=1")).containsExactly("--", "a--", "a-b", "x--");
        }
    }

    @Nested
    class Given_a_delimiter_behind_which_no_character_can_be {
        @Test
        void the_list_ends_there() {
            names.addAll(List.of("a\uFFFF1", "a\uFFFF2", "b", "\uFFFF1"));

            assertThat(walk("delimiter=%EF%BF%BF&maxresults=1")).containsExactly("a\uFFFF", "b", "\uFFFF");
        }
    }

    @Nested
    class Given_a_list_that_changes_between_two_pages {
        @Test
        void what_was_there_all_the_time_is_seen_once() {
            names.addAll(List.of("a", "c", "e"));
            BlobListPage first = page("maxresults=2", null);

            names.remove("e");
            names.addAll(List.of("b", "d", "f"));

            assertThat(first.entries()).extracting(BlobListPage.Entry::name).containsExactly("a", "c");
            assertThat(page("maxresults=9", first.next()).entries())
                    .extracting(BlobListPage.Entry::name)
                    .containsExactly("f");
        }
    }

    private List<String> walk(String query) {
        List<String> seen = new ArrayList<>();
        @Nullable String next = null;
        do {
            BlobListPage page = page(query, next);
            page.entries().forEach(entry -> seen.add(entry.name()));
            next = page.next();
        } while (next != null);
        return seen;
    }

    private BlobListPage page(String query, @Nullable String next) {
        String marker = next == null ? "" : "&marker=" + ListParameters.marker(next);
        return BlobListPage.read(ListBlobs.Parameters.from(QueryParameters.parse(query + marker)), this::blobsFrom);
    }

    private Iterator<ListedBlob> blobsFrom(String name) {
        lookUps++;
        return names.tailSet(name).stream()
                .map(found -> ListedBlob.uncommitted(new BlobName(found), null))
                .iterator();
    }
}
