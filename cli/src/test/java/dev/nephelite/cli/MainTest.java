package dev.nephelite.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int nephelite(String... args) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    @Nested
    class Given_someone_who_asks_what_this_is {
        @ParameterizedTest
        @ValueSource(strings = {"version", "--version", "-V"})
        void it_answers_its_version_and_that_of_Java_in_one_line(String question) {
            assertThat(nephelite(question)).isZero();
            assertThat(out.toString().lines())
                    .singleElement(STRING)
                    .matches("nephelite \\d+\\.\\d+\\.\\d+(-SNAPSHOT)? \\(Java .+\\)")
                    .contains(Runtime.version().toString());
        }

        @Test
        void it_lists_its_commands() {
            assertThat(nephelite("--help")).isZero();
            assertThat(out.toString())
                    .contains("Usage: nephelite")
                    .containsPattern("version +Print the version and exit.");
        }
    }

    @Nested
    class Given_a_command_line_that_makes_no_sense {
        @Test
        void it_says_so_on_stderr_only_and_exits_with_2() {
            assertThat(nephelite("strat")).isEqualTo(2);
            assertThat(err.toString()).startsWith("Unmatched argument at index 0: 'strat'");
            assertThat(out.toString()).isEmpty();
        }

        @Test
        void it_misses_the_command_when_there_is_none() {
            assertThat(nephelite()).isEqualTo(2);
            assertThat(err.toString()).startsWith("Missing command.").contains("Usage: nephelite");
        }
    }
}
