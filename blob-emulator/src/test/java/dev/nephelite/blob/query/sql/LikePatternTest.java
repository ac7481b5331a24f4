package dev.nephelite.blob.query.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LikePatternTest {
    private static final int LARGE = 2_000_000;

    @Test
    void it_matches_what_a_regular_expression_of_the_same_meaning_does() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            String pattern = text(random, "ab%_", 8);
            String text = text(random, "ab", 10);
            Pattern regex = Pattern.compile(pattern.replace("%", ".*").replace("_", "."));

            assertThat(LikePattern.parse(pattern, "").matches(text))
                    .as("'%s' LIKE '%s'", text, pattern)
                    .isEqualTo(regex.matcher(text).matches());
        }
    }

    @Test
    void an_escaped_character_stands_for_itself() {
        assertThat(LikePattern.parse("50!%", "!").matches("50%")).isTrue();
        assertThat(LikePattern.parse("50!%", "!").matches("500")).isFalse();
        assertThat(LikePattern.parse("%a!_b%", "!").matches("xa_by")).isTrue();
        assertThat(LikePattern.parse("%a!_b%", "!").matches("xacby")).isFalse();
    }

    /** With as many steps as both have characters multiplied, this would take days. */
    @Test
    void a_long_part_is_found_in_a_long_text_in_one_pass() {
        String part = "a".repeat(LARGE / 2) + "b";

        assertThat(LikePattern.parse("%" + part + "%", "").matches("a".repeat(LARGE)))
                .isFalse();
        assertThat(LikePattern.parse("%" + part + "%", "").matches("a".repeat(LARGE) + "b"))
                .isTrue();
    }

    @Test
    void many_parts_are_found_in_one_pass() {
        assertThat(LikePattern.parse("%a".repeat(LARGE / 4) + "%b%", "").matches("a".repeat(LARGE)))
                .isFalse();
    }

    @Test
    void a_long_part_with_an_underscore_may_not_be_between_two_percent_signs() {
        String part = "a_".repeat(LikePattern.MAX_FLOATING_LENGTH);

        assertThat(LikePattern.parse(part + "%" + part, "").matches("a".repeat(4 * LikePattern.MAX_FLOATING_LENGTH)))
                .isTrue();
        assertThatThrownBy(() -> LikePattern.parse("%" + part + "%", "").matches("a".repeat(LARGE)))
                .isInstanceOf(QueryFailure.class);
    }

    private static String text(Random random, String characters, int longest) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(longest + 1); left > 0; left--) {
            text.append(characters.charAt(random.nextInt(characters.length())));
        }
        return text.toString();
    }
}
