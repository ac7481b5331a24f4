package dev.nephelite.emulator.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.auth.HeaderSortOrder.CultureSortOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CultureSortOrderTest {
    @Nested
    class Given_names_of_headers {
        @Test
        void underscores_precede_digits_and_digits_precede_letters() {
            assertAscending("x-ms-meta-a_b", "x-ms-meta-a1", "x-ms-meta-ab");
        }

        @Test
        void a_name_precedes_the_names_that_continue_it() {
            assertAscending("x-ms-copy", "x-ms-copy-source", "x-ms-copy-source-if-match");
        }

        @Test
        void hyphens_do_not_count_where_letters_differ() {
            assertAscending("x-ms-blob-type", "x-ms-blobtyqe", "x-ms-blob-tyre");
        }

        @Test
        void of_two_names_with_the_same_letters_the_one_whose_hyphen_is_later_comes_first() {
            assertAscending("x-ms-metaab", "x-ms-metaa-b", "x-ms-meta-ab");
        }

        @Test
        void a_name_is_equal_to_itself_only() {
            assertThat(new CultureSortOrder().compare("x-ms-date", "x-ms-date")).isZero();
            assertThat(new CultureSortOrder().compare("x-ms-date", "x-ms-date-"))
                    .isNegative();
        }

        private static void assertAscending(String... names) {
            List<String> sorted = new ArrayList<>(List.of(names));
            Collections.reverse(sorted);
            sorted.sort(new CultureSortOrder());
            assertThat(sorted).containsExactly(names);
        }
    }
}
