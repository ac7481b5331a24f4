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
    void what_was_prepared_from_the_same_texts_is_used_again() {
        List<String> made = new ArrayList<>();
        Prepared<String> prepared = new Prepared<>((one, other) -> {
            made.add(one + other);
            return one + other;
        });
        prepared.of("a", "b");
        prepared.of("a", "b");
        prepared.of("a", "c");
        prepared.of("a", "b");

        assertThat(made).containsExactly("ab", "ac", "ab");
    }

    /** If every character were looked up in a list of all unwanted ones, this would take hours. */
    @Test
    void many_characters_of_many_kinds_go_in_one_pass() {
        StringBuilder unwanted = new StringBuilder();
        for (char character = 'a'; character < 0xD000; character++) {
            unwanted.append(character);
        }
        String text = "\uCFFF".repeat(20_000_000);
        Trim trim = new Trim(
                true, true, new Literal(new Value.Text(unwanted.toString())), new Literal(new Value.Text(text + "A")));

        assertThat(trim.evaluate(nothing -> Value.Nothing.MISSING)).isEqualTo(new Value.Text("A"));
    }
}
