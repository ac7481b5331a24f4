package dev.nephelite.emulator.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.auth.SharedKey.HeaderSortOrder.CultureSortOrder;
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
        void compare_sortsUnderscoresBeforeDigitsBeforeLetters() {
            assertAscending("x-ms-meta-a_b", "x-ms-meta-a1", "x-ms-meta-ab");
        }

        @Test
        void compare_sortsANameBeforeItsContinuations() {
            assertAscending("x-ms-copy", "x-ms-copy-source", "x-ms-copy-source-if-match");
        }

        @Test
        void compare_ignoresHyphensIfLettersDiffer() {
            assertAscending("x-ms-blob-type", "x-ms-blobtyqe", "x-ms-blob-tyre");
        }

        @Test
        void compare_sortsTheLaterHyphenFirstIfLettersAreEqual() {
            assertAscending("x-ms-metaab", "x-ms-metaa-b", "x-ms-meta-ab");
        }

        @Test
        void compare_isZeroForTheSameNameOnly() {
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
