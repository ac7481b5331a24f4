package dev.nephelite.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StatusLineTest {
    private static final String ERASE = "\r\u001B[K";

    private final StringWriter terminal = new StringWriter();
    private final StatusLine line = new StatusLine(terminal);

    @Test
    void a_new_text_replaces_the_old_one_in_place() {
        line.show("held for 2 s");
        line.show("held for 3 s");
        line.show("");

        assertThat(terminal).hasToString("held for 2 s" + ERASE + "held for 3 s" + ERASE);
    }

    @Test
    void everything_else_is_printed_above_it() {
        line.printer().println("before");
        line.show("held for 2 s");
        line.printer().println("between");
        line.show("");
        line.printer().println("after");

        assertThat(terminal.toString())
                .isEqualToNormalizingNewlines(
                        "before\nheld for 2 s" + ERASE + "between\nheld for 2 s" + ERASE + "after\n");
    }

    @Test
    void it_waits_for_the_end_of_a_line_that_others_print() {
        line.printer().print("to be ");
        line.printer().flush();
        line.show("held for 2 s");
        line.printer().println("continued");

        assertThat(terminal.toString()).isEqualToNormalizingNewlines("to be continued\nheld for 2 s");
    }

    @Test
    void control_characters_are_escaped() {
        line.show("held \u001B[31m");

        assertThat(terminal).hasToString("held \\u001b[31m");
    }
}
