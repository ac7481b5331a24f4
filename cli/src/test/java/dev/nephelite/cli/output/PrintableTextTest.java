package dev.nephelite.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.cli.output.PrintableText.LogFormatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PrintableTextTest {
    @ParameterizedTest
    @CsvSource({"001b, \\u001b", "009b, \\u009b", "0007, \\u0007", "000d, \\u000d", "0000, \\u0000", "007f, \\u007f"})
    void a_control_character_is_written_as_its_code(String code, String escaped) {
        char character = (char) Integer.parseInt(code, 16);

        assertThat(PrintableText.of("a" + character + "b")).isEqualTo("a" + escaped + "b");
    }

    @Test
    void lines_tabs_and_every_other_character_stay() {
        assertThat(PrintableText.of("one\r\n\ttwo\n\u00e4\ud83d\ude00")).isEqualTo("one\n\ttwo\n\u00e4\ud83d\ude00");
    }

    @ParameterizedTest
    @CsvSource({"202e, \\u202e", "202d, \\u202d", "2066, \\u2066", "2069, \\u2069", "2028, \\u2028", "2029, \\u2029"})
    void a_character_that_reorders_or_breaks_lines_is_written_as_its_code(String code, String escaped) {
        char character = (char) Integer.parseInt(code, 16);

        assertThat(PrintableText.of("a" + character + "b")).isEqualTo("a" + escaped + "b");
    }

    @Test
    void scripts_that_are_written_from_right_to_left_stay() {
        assertThat(PrintableText.of("\u05d0 \u0627\u200f")).isEqualTo("\u05d0 \u0627\u200f");
    }

    @Test
    void a_name_stays_on_one_line() {
        assertThat(PrintableText.line("photos\r\n      0  other\tblob"))
                .isEqualTo("photos\\u000d\\u000a      0  other\tblob");
    }

    @Test
    void what_libraries_log_is_printed_so_as_well() {
        assertThat(new LogFormatter().format(new LogRecord(Level.WARNING, "red \u001b[31m")))
                .contains("red \\u001b[31m");
    }
}
