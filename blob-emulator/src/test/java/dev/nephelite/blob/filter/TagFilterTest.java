package dev.nephelite.blob.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nephelite.blob.model.BlobTags;
import dev.nephelite.blob.model.ContainerName;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TagFilterTest {
    private static final ContainerName PHOTOS = new ContainerName("photos");
    private static final BlobTags TAGS = new BlobTags(Map.of("Year", "2001", "owner", "Anna", "a b", "x=1"));

    @ParameterizedTest
    @ValueSource(ints = {101, 100_000})
    void too_many_parentheses_are_refused_however_many_they_are(int count) {
        String expression = "(".repeat(count) + "a='1'" + ")".repeat(count);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> TagFilter.searchInAccount(expression))
                .withMessageContaining("character position 101: too many nested parentheses");
        assertThatIllegalArgumentException().isThrownBy(() -> TagFilter.condition(expression));
    }

    @ParameterizedTest
    @ValueSource(strings = {" AND ", " OR "})
    void a_condition_may_be_as_long_as_a_header(String operator) {
        TagFilter condition = TagFilter.condition(
                IntStream.range(0, 50_000).mapToObj(i -> "owner='Anna'").collect(Collectors.joining(operator)));

        assertThat(condition.matches(PHOTOS, TAGS)).isTrue();
        assertThat(condition.keys()).containsExactly("owner");
    }

    @Nested
    class Given_a_search {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "owner='Anna'",
                    " ( owner = 'Anna' ) and \"Year\" < '2002' ",
                    "\"Year\">='2000'AND\"Year\"<='2001'",
                    "\"a b\" = 'x=1'",
                    "@container = 'photos' AND owner > ''"
                })
        void it_matches_the_blob(String expression) {
            assertThat(TagFilter.searchInAccount(expression).matches(PHOTOS, TAGS))
                    .isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"owner='anna'", "Owner='Anna'", "none < 'z'", "@container='others' AND owner='Anna'"})
        void it_does_not_match_the_blob(String expression) {
            assertThat(TagFilter.searchInAccount(expression).matches(PHOTOS, TAGS))
                    .isFalse();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '^',
                value = {
                    "owner | 1 | expected an operator",
                    "a='1' AND b | 11 | expected an operator",
                    "owner ~ 'a' | 7 | unexpected '~'",
                    "a!='1' | 2 | unexpected '!'",
                    "a LIKE '1' | 3 | unexpected 'LIKE'",
                    "a-b='1' | 2 | unexpected '-'",
                    "@container LIKE 'c' | 12 | unexpected 'LIKE'",
                    "a='1' AND Year='2021' | 11 | unexpected 'Year'",
                    "AND='1' | 1 | unexpected 'AND'",
                    "a='1' AND b='2' OR c='3' | 17 | unexpected 'OR'",
                    "a<>'1' | 2 | unexpected '<>'",
                    "a='1' b='2' | 7 | unexpected 'b'",
                    "a=1 | 3 | unexpected '1'",
                    "(a='1' | 7 | unexpected end of query",
                    "a='1 | 3 | unterminated '",
                    "a='x@y' | 3 | '@' not permitted in tag name or value",
                    "\"a?\"='1' | 1 | '?' not permitted in tag name or value",
                    "a='it''s' | 3 | ''' not permitted in tag name or value",
                    "\"\"='1' | 1 | tag must be between 1 and 128 characters in length",
                    "@containers='c' AND a='1' | 1 | unsupported parameter '@containers'",
                    "@container>'c' | 11 | unexpected '>'"
                })
        void it_is_refused_with_the_position(String expression, int position, String reason) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TagFilter.searchInAccount(expression))
                    .withMessage("Error parsing query at or near character position %d: %s", position, reason);
        }

        @Test
        void nothing_at_all_is_refused() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TagFilter.searchInAccount(" "))
                    .withMessage("Error parsing query at or near character position 2: unexpected end of query");
        }

        @Test
        void a_key_has_at_most_128_characters_and_a_value_256() {
            String longest = "k".repeat(128) + "='" + "v".repeat(256) + "'";

            assertThat(TagFilter.searchInAccount(longest).keys()).containsExactly("k".repeat(128));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TagFilter.searchInAccount("k".repeat(129) + "='v'"))
                    .withMessageEndingWith("position 1: tag must be between 1 and 128 characters in length");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TagFilter.searchInAccount("k='" + "v".repeat(257) + "'"))
                    .withMessageEndingWith("position 3: tag value must be between 0 and 256 characters in length");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "a='1' AND a='2'",
                    "a>'1' AND a>='2'",
                    "a>'1' AND a<'3' AND a<'4'",
                    "a>'1' AND a='3'",
                    "a<'1' AND a<='3'"
                })
        void one_tag_has_one_condition_or_the_two_ends_of_a_range(String expression) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TagFilter.searchInAccount(expression))
                    .withMessage("Error parsing query: can't have multiple conditions for a single tag unless they"
                            + " define a range");
        }

        @Test
        void it_names_at_most_ten_tags() {
            assertThat(TagFilter.searchInAccount(conditionsOn(10)).keys()).hasSize(10);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TagFilter.searchInAccount(conditionsOn(11)))
                    .withMessage("Error parsing query: there can be at most 10 unique tags in a query");
        }

        @Test
        void one_in_a_container_cannot_name_a_container() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TagFilter.searchInContainer("@container='photos' AND a='1'"))
                    .withMessage("Error parsing query: Cannot have container in both uri and query");
        }

        private static String conditionsOn(int tags) {
            return IntStream.range(0, tags).mapToObj(i -> "tag" + i + "='x'").collect(Collectors.joining(" AND "));
        }
    }

    @Nested
    class Given_a_condition {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "owner <> 'Bert'",
                    "none = 'x' OR owner = 'Anna'",
                    "owner='Anna' AND owner <> 'Bert' AND owner > 'A'"
                })
        void it_matches_the_blob(String expression) {
            assertThat(TagFilter.condition(expression).matches(PHOTOS, TAGS)).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"owner <> 'Anna'", "none <> 'x'", "none = 'x' OR none <> 'x'"})
        void it_does_not_match_the_blob(String expression) {
            assertThat(TagFilter.condition(expression).matches(PHOTOS, TAGS)).isFalse();
        }

        @ParameterizedTest
        @ValueSource(strings = {"@container='photos'", "Year='2001'", "owner='x@y'", "owner", ""})
        void it_is_refused(String expression) {
            assertThatIllegalArgumentException().isThrownBy(() -> TagFilter.condition(expression));
        }
    }
}
