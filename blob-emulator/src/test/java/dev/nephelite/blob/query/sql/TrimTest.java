package dev.nephelite.blob.query.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TrimTest {
    @Test
    void a_memo_returns_the_cached_result_for_the_same_texts() {
        List<String> made = new ArrayList<>();
        Expression.Memo<String> memo = new Expression.Memo<>((one, other) -> {
            made.add(one + other);
            return one + other;
        });
        memo.of("a", "b");
        memo.of("a", "b");
        memo.of("a", "c");
        memo.of("a", "b");

        assertThat(made).containsExactly("ab", "ac", "ab");
    }

    /** If every character were looked up in a list of all removed ones, this would take hours. */
    @Test
    void many_different_characters_are_trimmed_in_one_pass() {
        StringBuilder removed = new StringBuilder();
        for (char character = 'a'; character < 0xD000; character++) {
            removed.append(character);
        }
        String text = "\uCFFF".repeat(20_000_000);
        Expression.Trim trim = new Expression.Trim(
                true,
                true,
                new Expression.Literal(new Value.Text(removed.toString())),
                new Expression.Literal(new Value.Text(text + "A")));

        assertThat(trim.evaluate(nothing -> Value.Absent.MISSING)).isEqualTo(new Value.Text("A"));
    }
}
