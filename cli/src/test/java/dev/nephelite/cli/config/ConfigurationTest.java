package dev.nephelite.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nephelite.cli.config.Configuration.Source;
import dev.nephelite.cli.config.Configuration.Target;
import dev.nephelite.cli.config.Configuration.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Which value an option has, and which files are refused. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@SuppressWarnings("UnusedVariable") // Only picocli looks at the options.
class ConfigurationTest {
    @TempDir
    private Path folder;

    private Map<String, String> environment = Map.of();
    private Set<String> given = Set.of();

    @Command
    static class Shared {
        @Option(names = "--location")
        private @Nullable Path location;

        @Option(names = {"--in-memory", "--inMemoryPersistence"})
        private boolean inMemory;

        @Option(names = {"-p", "--port", "--function-port"})
        private @Nullable Integer port;

        @Option(names = "--functions", split = ",")
        private List<String> functions = List.of();

        @Option(names = "--debug", arity = "0..1", fallbackValue = "5005")
        private @Nullable Integer debug;

        @Option(names = "--old", hidden = true)
        private boolean old;
    }

    @Command
    static final class Exec extends Shared {
        @Option(names = "--report")
        private @Nullable Path report;
    }

    private static List<Setting> settings(Target target) {
        return Setting.of(CommandSpec.forAnnotatedObject(target == Target.START ? Shared.class : Exec.class));
    }

    private Path write(String content) throws IOException {
        return Files.writeString(folder.resolve(ConfigFile.NAME), content);
    }

    private Map<String, Value> values(Target target, String content) throws IOException {
        return Configuration.of(
                        target,
                        ConfigurationTest::settings,
                        setting -> given.contains(setting.name()),
                        environment,
                        ConfigFile.find(write(content), null, Map.of()))
                .values();
    }

    private String value(String name, String content) throws IOException {
        return Objects.requireNonNull(values(Target.START, content).get(name)).text();
    }

    @Nested
    class Given_a_value_in_the_file {
        @Test
        void it_comes_with_its_line() throws IOException {
            assertThat(values(Target.START, "# ports\nfunction-port: 7072\n"))
                    .containsExactly(Map.entry(
                            "function-port",
                            new Value("7072", Source.FILE, folder.resolve("nephelite.yml") + ", line 2")));
        }

        @Test
        void the_environment_is_stronger() throws IOException {
            environment = Map.of("NEPHELITE_FUNCTION_PORT", "7073");

            assertThat(values(Target.START, "function-port: 7072"))
                    .containsExactly(Map.entry(
                            "function-port",
                            new Value("7073", Source.ENVIRONMENT, "NEPHELITE_FUNCTION_PORT in the environment")));
        }

        @Test
        void the_command_line_is_strongest() throws IOException {
            environment = Map.of("NEPHELITE_FUNCTION_PORT", "7073");
            given = Set.of("function-port");

            assertThat(values(Target.START, "function-port: 7072")).isEmpty();
        }

        @Test
        void an_empty_variable_sets_nothing() throws IOException {
            environment = Map.of("NEPHELITE_FUNCTION_PORT", "");

            assertThat(value("function-port", "function-port: 7072")).isEqualTo("7072");
        }

        @Test
        void a_path_is_relative_to_the_file() throws IOException {
            assertThat(value("location", "location: data"))
                    .isEqualTo(folder.resolve("data").toString());
        }

        @Test
        void it_is_meant_as_it_is_written() throws IOException {
            Shared command = new Shared();
            CommandLine line = new CommandLine(command);
            Configuration configuration =
                    new Configuration(values(Target.START, "functions: [\"a${env:HOME}\", $$b, \"${c\"]"));

            ConfiguredExecution.parse(line, configuration, line::parseArgs);

            assertThat(command.functions).containsExactly("a${env:HOME}", "$$b", "${c");
        }

        @Test
        void several_values_are_a_list_or_a_text() throws IOException {
            assertThat(value("functions", "functions: [One, Two]")).isEqualTo("One,Two");
            assertThat(value("functions", "functions:\n  - One\n  - Two")).isEqualTo("One,Two");
            assertThat(value("functions", "functions: One,Two")).isEqualTo("One,Two");
        }

        @Test
        void an_option_whose_value_can_be_left_out_is_also_true_or_false() throws IOException {
            assertThat(value("debug", "debug: true")).isEqualTo("5005");
            assertThat(value("debug", "debug: 5006")).isEqualTo("5006");
            assertThat(values(Target.START, "debug: false")).isEmpty();
        }

        @Test
        void a_data_folder_of_a_stronger_source_replaces_data_in_memory() throws IOException {
            given = Set.of("location");
            assertThat(values(Target.START, "in-memory: true")).isEmpty();

            given = Set.of();
            environment = Map.of("NEPHELITE_LOCATION", "data");
            assertThat(values(Target.START, "in-memory: true")).containsOnlyKeys("location");

            environment = Map.of("NEPHELITE_IN_MEMORY", "true");
            assertThat(values(Target.START, "location: data")).containsOnlyKeys("in-memory");
        }
    }

    @Nested
    class Given_a_run_of_tests {
        @Test
        void its_own_section_is_stronger_than_what_is_shared() throws IOException {
            assertThat(values(Target.EXEC, "functions: One\nexec:\n  functions: Two\n  report: r.xml"))
                    .hasEntrySatisfying(
                            "functions", value -> assertThat(value.text()).isEqualTo("Two"))
                    .containsOnlyKeys("functions", "report");
            assertThat(values(Target.EXEC, "functions: One")).containsOnlyKeys("functions");
        }

        @Test
        void the_data_folder_and_the_ports_of_a_start_are_left_alone() throws IOException {
            environment = Map.of("NEPHELITE_LOCATION", "data");

            assertThat(values(Target.EXEC, "function-port: 7072\nin-memory: false"))
                    .isEmpty();
            assertThat(values(Target.EXEC, "exec:\n  function-port: 7072")).containsOnlyKeys("function-port");
        }
    }

    @Nested
    class Given_a_mistake {
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                functoins: One            | , line 1: There is no setting 'functoins'. Did you mean functions?
                port: 7071                | , line 1: There is no setting 'port'. Did you mean function-port?
                old: true                 | , line 1: There is no setting 'old'. 'nephelite config show' lists the settings.
                report: r.xml             | , line 1: There is no setting 'report'. It is one of 'nephelite exec'. Indent it below 'exec:'.
                exec: {no-such-thing: 1}  | , line 1: There is no setting 'no-such-thing'. 'nephelite config show' lists
                exec: true                | , line 1: 'exec' has to be settings of 'nephelite exec', indented below it.
                location:                 | , line 1: 'location' has no value. Write one, or remove the line.
                functions: [One, ]        |
                location: [a]             | , line 1: 'location' takes one value, not a list.
                location: {a: b}          | , line 1: 'location' takes a simple value, not settings of its own.
                functions: [[One]]        | , line 1: The list 'functions' has to have simple values.
                in-memory: maybe          | , line 1: 'in-memory' has to be true or false, not 'maybe'.
                - location                | , line 1: The file has to be settings, such as 'blob-port: 11000'.
                [a]: b                    | , line 1: The name of a setting has to be a word, such as blob-port.
                {location: a, location: b}| , line 1: 'location' is set twice, first in line 1. Remove one of them.
                {in-memory: true, location: a}| , line 1: 'in-memory' and 'location' contradict each other.
                location: a: b            | : It is not valid YAML: mapping values are not allowed here in line 1.
                """)
        void the_file_is_refused_with_the_line_and_the_remedy(String content, @Nullable String message)
                throws IOException {
            if (message == null) {
                assertThat(values(Target.START, content)).isNotEmpty();
            } else {
                assertThatThrownBy(() -> values(Target.START, content))
                        .isInstanceOf(InvalidConfigException.class)
                        .hasMessageStartingWith(folder.resolve("nephelite.yml") + message);
            }
        }

        @Test
        void a_file_that_is_named_has_to_be_there() {
            Path missing = folder.resolve("none.yml");

            assertThatThrownBy(() -> ConfigFile.find(missing, null, Map.of()))
                    .hasMessage(missing + ": The configuration file cannot be read: there is no such file or folder."
                            + " Name another one with --config or NEPHELITE_CONFIG, or leave that out.");
        }
    }

    @Nested
    class Given_several_files {
        @Test
        void the_one_that_is_named_is_used_and_then_the_one_beside_the_app() throws IOException {
            Path app = Files.createDirectory(folder.resolve("app"));
            Path besideApp = Files.writeString(app.resolve(ConfigFile.NAME), "location: a");
            Path other = Files.writeString(folder.resolve("other.yml"), "location: b");
            Map<String, String> naming = Map.of(ConfigFile.VARIABLE, other.toString());

            assertThat(ConfigFile.find(other, app, Map.of()))
                    .map(ConfigFile::path)
                    .contains(other);
            assertThat(ConfigFile.find(null, app, naming)).map(ConfigFile::path).contains(other);
            assertThat(ConfigFile.find(null, app, Map.of()))
                    .map(ConfigFile::path)
                    .contains(besideApp);
            assertThat(ConfigFile.find(null, app.resolve("app.jar"), Map.of()))
                    .map(ConfigFile::path)
                    .contains(besideApp);
        }

        @Test
        void the_data_folder_of_other_commands_is_the_one_of_a_start() throws IOException {
            Path file = write("location: data\n");

            assertThat(ConfigFile.dataFolder(Map.of(ConfigFile.VARIABLE, file.toString())))
                    .isEqualTo(folder.resolve("data"));
            assertThat(ConfigFile.dataFolder(Map.of("NEPHELITE_LOCATION", "there")))
                    .isEqualTo(Path.of("there"));
            assertThat(ConfigFile.dataFolder(
                            Map.of(ConfigFile.VARIABLE, write("blob-port: 0").toString())))
                    .isEqualTo(Path.of(".nephelite"));
        }
    }
}
