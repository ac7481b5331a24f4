package dev.nephelite.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int nephelite(String... args) {
        return nephelite(Map.of(), args);
    }

    private int nephelite(Map<String, String> environment, String... args) {
        return Main.commandLine(environment)
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
        void it_answers_its_version_as_JSON() {
            assertThat(nephelite("version", "-o", "json")).isZero();
            assertThat(out.toString().strip())
                    .matches("\\{\"version\":\"\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\",\"java\":\"\\Q" + Runtime.version()
                            + "\\E\"}");
        }

        @Test
        void each_command_with_results_prints_them_as_JSON() {
            Set<String> withoutResults = Set.of(
                    "start", "exec", "azurite", "azurite-blob", "azurite-queue", "cat", "schema", "completion", "help");

            assertThat(leaves(Main.commandLine()))
                    .allSatisfy(command -> assertThat(command.getCommandSpec().findOption("--output") != null)
                            .as(command.getCommandName())
                            .isNotEqualTo(withoutResults.contains(command.getCommandName())));
        }

        private static Stream<CommandLine> leaves(CommandLine command) {
            return command.getSubcommands().isEmpty()
                    ? Stream.of(command)
                    : command.getSubcommands().values().stream().flatMap(below -> leaves(below));
        }

        @ParameterizedTest
        @ValueSource(strings = {"--help", "help"})
        void it_lists_its_commands(String question) {
            assertThat(nephelite(question)).isZero();
            assertThat(out.toString())
                    .contains("Usage: nephelite")
                    .containsPattern("version +Print the version and exit.");
        }

        @Test
        void the_options_of_start_are_in_the_groups_of_the_document() {
            assertThat(nephelite("start", "--help")).isZero();

            assertThat(out.toString().lines())
                    .startsWith("Usage: nephelite start [OPTIONS] [APP]")
                    .containsSubsequence(
                            "Storage:",
                            "  -l, --location DIR",
                            "  --blob-port PORT",
                            "Control plane:",
                            "Access:",
                            "  --cert FILE",
                            "Function app:",
                            "  --functions NAME...",
                            "  -p, --port, --function-port PORT",
                            "  --in-process, --no-in-process",
                            "Log:",
                            "Start and debugging:",
                            "  --debug[=PORT]")
                    .allMatch(line -> line.length() <= 80)
                    .noneMatch(line -> line.contains("--blobPort"));
        }

        @Test
        void every_option_of_start_is_explained() {
            assertThat(nephelite("start", "--help")).isZero();

            CommandLine start =
                    Objects.requireNonNull(Main.commandLine().getSubcommands().get("start"));
            assertThat(start.getCommandSpec().options())
                    .filteredOn(option -> !option.hidden())
                    .allMatch(option -> out.toString().contains(option.names()[0]));
        }
    }

    @Nested
    class Given_a_command_line_that_makes_no_sense {
        @Test
        void an_unknown_command_is_refused_with_those_there_are() {
            assertThat(nephelite("strat")).isEqualTo(2);
            assertThat(err.toString())
                    .isEqualToIgnoringNewLines(
                            "nephelite: There is no command 'strat'."
                                    + " The commands are: start, exec, stop, status, open, wait, env, reset, snapshot, pause, resume, clock, seed, ls, cat, put, cp, rm, peek, send, purge, requeue, functions, invoke, logs, runs, trace, rerun, test, record, replay, why, events, debug, profile, verify, repair, config, doctor, azurite, azurite-blob, azurite-queue, export, import, completion, version, help.");
            assertThat(out.toString()).isEmpty();
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                start --fo            | There is no option '--fo'. 'nephelite start --help' explains its options.
                start --blob-prot=1   | There is no option '--blob-prot=1'. Did you mean --blob-port? 'nephelite start --help'
                start --prot=1        | Did you mean --port? 'nephelite start
                logs --folow          | Did you mean --follow? 'nephelite logs
                start a b             | 'b' is one argument too many.
                start --timeout=abc   | 'abc' is not a whole number
                start --timeout=-1    | '-1' is not a whole number
                start --blob-port=99999    | '99999' is not a port. Give a number from 0 to 65535
                start --queuePort=-1       | '-1' is not a port.
                start --port=70000         | '70000' is not a port.
                start --debug=debug.log    | 'debug.log' is not a port.
                start --debug photos       | The folder of the app comes before --debug.
                start --async-profiler     | --async-profiler has no effect without a profile. Add --profile FILE.jfr
                start --log-format=xml     | 'xml' is neither text nor json.
                start --cors=a,* --cors-credentials | --cors=* and --cors-credentials contradict each other
                start --tablePort=10002    | There is no Table service here.
                start -d debug.log         | --json-output-file
                functions --url=foo        | 'foo' is not a URL such as http://localhost:10010.
                functions --url=http://    | 'http://' is not a URL
                functions --url=ftp://here | 'ftp://here' is not a URL
                events --last=x            | 'x' is not a whole number
                events --after=x           | 'x' is not a whole number
                logs -n -5                 | '-5' is not a whole number
                logs -n -5                 | Invalid value for option '-n':
                logs --last=-5             | Invalid value for option '--last':
                start -p -1                | Invalid value for option '-p':
                start -p=-1                | Invalid value for option '-p':
                start --port=-1            | Invalid value for option '--port':
                invoke                     | Missing required parameter: 'NAME'. 'nephelite invoke --help'
                verify a b                 | 'b' is one argument too many.
                verify a --location=b      | The folder is named twice, a and --location b.
                debug photos               | 'photos' is a folder, which only --ide needs.
                debug --off --suspend      | --off closes the port, so it cannot be combined
                debug --ide --suspend      | --ide only writes files
                debug --ide --port=0       | --ide needs the number of a port, not 0.
                debug --ide no-such-folder | There is no folder no-such-folder.
                debug --port=x             | 'x' is not a port.
                version x                  | 'x' is one argument too many.
                """)
        void it_is_explained_in_one_line(String line, String explanation) {
            assertThat(nephelite(line.split(" ", -1))).isEqualTo(2);
            assertThat(err.toString().lines())
                    .singleElement(STRING)
                    .startsWith("nephelite: ")
                    .contains(explanation);
            assertThat(out.toString()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"--log-format=json", "--log-format json", "--enable-json-output"})
        void that_is_JSON_where_the_log_is(String option) {
            assertThat(nephelite(("start --fo " + option).split(" ", -1))).isEqualTo(2);
            assertThat(err.toString().lines())
                    .singleElement(STRING)
                    .startsWith("{\"number\":1,")
                    .contains("\"level\":\"Error\"", "There is no option '--fo'.")
                    .endsWith("}");
        }

        @Test
        void an_environment_variable_is_named() {
            assertThat(nephelite(Map.of("NEPHELITE_FUNCTION_PORT", "70000"), "start"))
                    .isEqualTo(2);
            assertThat(err.toString())
                    .startsWith("nephelite: NEPHELITE_FUNCTION_PORT in the environment: Invalid value for"
                            + " 'function-port': '70000' is not a port.");
        }

        @Test
        void it_misses_the_command_when_there_is_none() {
            assertThat(nephelite()).isEqualTo(2);
            assertThat(err.toString()).startsWith("nephelite: Missing command.").contains("Usage: nephelite");
        }
    }
}
