package dev.nephelite.function.worker.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class OutputLinesTest {
    private static final int LONGEST = 64 * 1024;

    @Test
    void lines_end_as_on_any_system() throws IOException {
        assertThat(lines("one\r\ntwo\n\n\u00e4")).containsExactly("one", "two", "", "\u00e4");
    }

    @Test
    void nothing_has_no_lines() throws IOException {
        assertThat(lines("")).isEmpty();
        assertThat(lines("\n")).containsExactly("");
    }

    @Test
    void a_line_that_may_never_end_comes_in_parts() throws IOException {
        assertThat(lines("a".repeat(2 * LONGEST + 1)).stream().map(String::length))
                .containsExactly(LONGEST, LONGEST, 1);
    }

    private static List<String> lines(String output) throws IOException {
        List<String> all = new ArrayList<>();
        try (OutputLines lines = new OutputLines(new ByteArrayInputStream(output.getBytes(StandardCharsets.UTF_8)))) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                all.add(line);
            }
        }
        return all;
    }
}
