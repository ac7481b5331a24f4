package dev.nephelite.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ExpectedOutputTest {
    @Test
    void times_ids_and_durations_may_differ() {
        assertThat(isSame(
                        "[2026-11-22T10:46:50.165Z] ran (Id=3ecb6f45-cd78-4f17-87cc-1b53d0440a07, Duration=38ms)",
                        "[2027-01-01T00:00:00.001Z] ran (Id=00000000-0000-4000-8000-000000000000, Duration=1203ms)"))
                .isTrue();
    }

    @Test
    void the_beginning_of_an_id_may_differ_in_brackets() {
        assertThat(isSame("[Tick 3ecb6f45] ran", "[Tick 00000000] ran")).isTrue();
        assertThat(isSame("[Tick 3ecb6f45] ran", "[Tock 00000000] ran")).isFalse();
    }

    @Test
    void anything_else_may_not() {
        assertThat(isSame("1 picture, 20 bytes", "2 pictures, 20 bytes")).isFalse();
        assertThat(isSame("a.b", "axb")).isFalse();
        assertThat(matches(List.of("one"), List.of("one", "two"))).isFalse();
        assertThat(matches(List.of("one", "two"), List.of("one"))).isFalse();
    }

    @Test
    void an_ellipsis_is_the_rest_of_a_line_or_any_lines() {
        assertThat(isSame("AccountKey=...", "AccountKey=abc;BlobEndpoint=http://127.0.0.1:1/a"))
                .isTrue();
        assertThat(matches(List.of("one", "...", "three"), List.of("one", "three")))
                .isTrue();
        assertThat(matches(List.of("one", "...", "three"), List.of("one", "2", "2", "three")))
                .isTrue();
    }

    private static boolean isSame(String shown, String actual) {
        return matches(List.of(shown), List.of(actual));
    }

    private static boolean matches(List<String> shown, List<String> actual) {
        return new ExpectedOutput(shown).matches(actual);
    }
}
