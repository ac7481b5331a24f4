package dev.nephelite.function.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nephelite.function.app.App;
import dev.nephelite.function.app.App.FunctionError;
import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.BindingDefinition.DataType;
import dev.nephelite.function.app.BindingDefinition.Direction;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.app.config.RetryPolicy;
import dev.nephelite.function.app.discovery.AppLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StagedAppTest {
    private static final String GOOD = """
            {
              "scriptFile": "../app.jar",
              "entryPoint": "com.example.Functions.run",
              "bindings": [
                {"type": "queueTrigger", "direction": "in", "name": "message", "queueName": "in", "dataType": "String"},
                {"type": "blob", "direction": "out", "name": "$return", "path": "out/{id}", "connection": "Photos"}
              ],
              "retry": {"strategy": "exponentialBackoff", "maxRetryCount": -1,
                        "minimumInterval": "00:00:01", "maximumInterval": "00:10:00"}
            }
            """;

    @TempDir
    private Path root = Path.of("");

    @BeforeEach
    void stage() throws IOException {
        TestApp.jar(root.resolve("app.jar"));
        TestApp.jar(root.resolve("lib/b.jar"));
        TestApp.jar(root.resolve("lib/a.jar"));
        Files.writeString(root.resolve("host.json"), "{\"version\":\"2.0\"}");
    }

    private void function(String name, String json) throws IOException {
        Files.createDirectories(root.resolve(name));
        Files.writeString(root.resolve(name).resolve("function.json"), json);
    }

    private App load(Path folder, Map<String, String> environment) {
        return new AppLocation(
                        folder,
                        environment,
                        Map.of(),
                        List.of(new JavaRuntime(root.resolve("cache"), environment, List.of(), true)),
                        TestApp.BINDING_TYPES)
                .load(line -> {});
    }

    @Nested
    class Given_a_folder_per_function {
        @Test
        void load_readsFunctionJson() throws IOException {
            function("good", GOOD);

            App app = load(root, Map.of());

            assertThat(app.errors()).isEmpty();
            assertThat(app.functions())
                    .containsExactly(new FunctionDefinition(
                            "good",
                            "com.example.Functions.run",
                            List.of(
                                    new BindingDefinition(
                                            "queueTrigger",
                                            "message",
                                            Direction.IN,
                                            DataType.STRING,
                                            Map.of("queueName", "in")),
                                    new BindingDefinition(
                                            "blob",
                                            "$return",
                                            Direction.OUT,
                                            DataType.UNDEFINED,
                                            Map.of("path", "out/{id}", "connection", "Photos"))),
                            false,
                            root.resolve("app.jar"),
                            RetryPolicy.exponentialBackoff(
                                    RetryPolicy.FOREVER, Duration.ofSeconds(1), Duration.ofMinutes(10))));
        }

        @Test
        void load_usesTheJarAndTheLibraryFolder() throws IOException {
            function("one", GOOD);
            function("two", GOOD);

            assertThat(load(root, Map.of()).code())
                    .containsExactly(root.resolve("app.jar"), root.resolve("lib/a.jar"), root.resolve("lib/b.jar"));
        }

        @ParameterizedTest
        @CsvSource({"inlib", "alib"})
        void load_doesNotUseAFunctionFolderAsLibrary(String name) throws IOException {
            function(name, GOOD);

            assertThat(load(root, Map.of()).code())
                    .containsExactly(root.resolve("app.jar"), root.resolve("lib/a.jar"), root.resolve("lib/b.jar"));
        }

        @Test
        void load_usesTheFirstFolderThatEndsInLib() throws IOException {
            function("inlib", GOOD);
            Files.move(root.resolve("lib"), root.resolve("mylib"));

            assertThat(load(root, Map.of()).code())
                    .containsExactly(root.resolve("app.jar"), root.resolve("mylib/a.jar"), root.resolve("mylib/b.jar"));
        }

        @Test
        void load_refusesAFunctionForANewerJavaWithTheRemedy() throws IOException {
            function("good", GOOD.replace("com.example.Functions.run", Annotated.class.getName() + ".upload"));
            Path classes = root.resolve("elsewhere");
            TestApp.copy(Annotated.class, classes);
            int newer = TestApp.forNewerJava(classes, Annotated.class);
            TestApp.jarOf(classes, root.resolve("app.jar"));

            assertThat(load(root, Map.of()).errorsOf("good"))
                    .extracting(FunctionError::message)
                    .containsExactly(
                            "%s was built for Java %d, but this is Java %d. Set JAVA_HOME to a JDK %2$d or newer"
                                            .formatted(
                                                    Annotated.class.getName(),
                                                    newer,
                                                    Runtime.version().feature())
                                    + " and start again, or build for Java "
                                    + Runtime.version().feature() + ".");
        }

        @Test
        void load_findsTheOnlyJarInTheFunctionFolder() throws IOException {
            function("own", GOOD.replace("\"scriptFile\": \"../app.jar\",", ""));
            Path jar = TestApp.jar(root.resolve("own/anything.jar"));

            assertThat(load(root, Map.of()).function("own").orElseThrow().scriptFile())
                    .isEqualTo(jar);
        }

        @Test
        void load_prefersTheFileNamedRun() throws IOException {
            function("own", GOOD.replace("\"scriptFile\": \"../app.jar\",", ""));
            Files.writeString(root.resolve("own/notes.txt"), "");
            Path jar = TestApp.jar(root.resolve("own/run.jar"));

            assertThat(load(root, Map.of()).function("own").orElseThrow().scriptFile())
                    .isEqualTo(jar);
        }

        @Test
        void load_ignoresTheCaseOfPropertiesAndThePropertyDisabled() throws IOException {
            function("odd", """
                    {"DISABLED": true, "ScriptFile": "../app.jar", "EntryPoint": "a.B.c",
                     "BINDINGS": [{"Type": "QUEUETRIGGER", "Name": "in", "QueueName": "q"}]}
                    """);

            FunctionDefinition odd = load(root, Map.of()).function("ODD").orElseThrow();

            assertThat(odd.disabled()).isFalse();
            assertThat(odd.trigger().text("queuename")).isEqualTo("q");
        }

        @ParameterizedTest
        @CsvSource({"node", "custom", "dotnet-isolated"})
        void load_refusesAnAppForAnotherLanguage(String runtime) throws IOException {
            function("good", GOOD);

            assertThatExceptionOfType(InvalidAppException.class)
                    .isThrownBy(() -> load(root, Map.of("FUNCTIONS_WORKER_RUNTIME", runtime)))
                    .withMessageContaining("FUNCTIONS_WORKER_RUNTIME is '" + runtime + "'")
                    .withMessageContaining("Set it to 'java'");
        }

        @Test
        void load_loadsOnlyTheFunctionsInHostJson() throws IOException {
            function("one", GOOD);
            function("two", GOOD);

            assertThat(load(root, Map.of("AzureFunctionsJobHost__functions__0", "TWO"))
                            .functions())
                    .extracting(FunctionDefinition::name)
                    .containsExactly("two");
        }

        @Test
        void load_lets_errors_say_that_there_is_no_local_settings_json() throws IOException {
            function("one", GOOD);
            Path file = root.resolve("local.settings.json");

            assertThatExceptionOfType(InvalidAppException.class)
                    .isThrownBy(() -> load(root, Map.of()).settings().resolve("%NONE%"))
                    .withMessage("'%NONE%' does not resolve to a value. Define it as an environment variable or under"
                            + " \"Values\" in " + file
                            + ". That file does not exist; it is usually kept out of version control.");

            Files.writeString(file, "{}");

            assertThatExceptionOfType(InvalidAppException.class)
                    .isThrownBy(() -> load(root, Map.of()).settings().connection("Orders"))
                    .withMessageEndingWith(
                            " Define it as an environment variable or under \"Values\" in local.settings.json.");
        }

        @ParameterizedTest
        @CsvSource({"AzureWebJobs.one.Disabled, true", "AzureWebJobs_one_Disabled, 1", "azurewebjobs.ONE.disabled, True"
        })
        void an_app_setting_disables_one(String setting, String value) throws IOException {
            function("one", GOOD);
            function("two", GOOD);

            assertThat(load(root, Map.of(setting, value)).functions())
                    .extracting(FunctionDefinition::disabled)
                    .containsExactly(true, false);
        }
    }

    @Nested
    class Given_a_function_with_something_wrong {
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        {"scriptFile": | is not valid JSON
                        {ENTRY, BINDINGS} | Unable to determine the primary function script of function 'bad'
                        {"scriptFile":"../gone.jar", ENTRY, BINDINGS} | Invalid script file name configuration
                        {"scriptFile":"../host.json", ENTRY, BINDINGS} | only functions in a jar can run here
                        {JAR, BINDINGS} | The entryPoint '' must be a class name, a dot and a method name
                        {JAR, ENTRY} | needs a list of 'bindings' with a trigger in it
                        {JAR, ENTRY, "bindings":[7]} | each of the 'bindings' must be an object
                        {JAR, ENTRY, "bindings":[{"type":"blob","name":"a"}]} | function.json: Function 'bad' has no trigger. The types of its bindings: blob. It needs
                        {JAR, ENTRY, "bindings":[{"type":"blobTriger","name":"a"}]} | blobTriger. Did you mean blobTrigger?
                        {JAR, ENTRY, "bindings":[{"type":"queueTrigger"}]} | needs a 'type' and a 'name'
                        {JAR, ENTRY, "bindings":[{TRIGGER,"direction":"up"}]} | function.json: the binding 'a' has the direction 'up', which is none of in, out, inout.
                        {JAR, ENTRY, "bindings":[{TRIGGER},{"type":"blob","name":"$return"}]} | the direction 'out'
                        {JAR, ENTRY, "bindings":[{TRIGGER},{"type":"http","name":"b"}]} | which needs an httpTrigger
                        """)
        void it_is_told_and_the_others_are_found(String json, String message) throws IOException {
            function(
                    "bad",
                    json.replace("BINDINGS", "\"bindings\":[{TRIGGER}]")
                            .replace("TRIGGER", "\"type\":\"queueTrigger\",\"name\":\"a\"")
                            .replace("JAR", "\"scriptFile\":\"../app.jar\"")
                            .replace("ENTRY", "\"entryPoint\":\"a.B.c\""));
            function("good", GOOD);

            App app = load(root, Map.of());

            assertThat(app.functions()).extracting(FunctionDefinition::name).containsExactly("good");
            assertThat(app.errors()).singleElement().satisfies(error -> {
                assertThat(error.function()).isEqualTo("bad");
                assertThat(error.message()).contains(message);
            });
        }

        @Test
        void load_listsAFunctionWithAnUnsupportedBinding() throws IOException {
            function("cosmos", GOOD.replace("queueTrigger", "cosmosDBTrigger"));

            App app = load(root, Map.of());

            assertThat(app.function("Cosmos")).isPresent();
            assertThat(app.runnableFunctions()).isEmpty();
            assertThat(app.errorsOf("cosmos")).singleElement().satisfies(error -> assertThat(error.message())
                    .isEqualTo(
                            "cosmosDBTrigger is not supported here, so this function does not run. To leave it out, set"
                                    + " AzureWebJobs.cosmos.Disabled to true."));
        }
    }

    @Nested
    class Given_a_folder_above_the_staged_app {
        private final Path project = Path.of("project");

        @Test
        void load_findsTheOnlyStagedApp() throws IOException {
            Path staged = root.resolve(project).resolve("target/azure-functions/my-app");
            TestApp.jar(staged.resolve("app.jar"));
            Files.createDirectories(staged.resolve("good"));
            Files.writeString(staged.resolve("good/function.json"), GOOD);

            App app = load(root.resolve(project), Map.of());

            assertThat(app.root()).isEqualTo(staged);
            assertThat(app.functions()).hasSize(1);
        }

        @Test
        void load_refusesAFolderWithoutAnApp() throws IOException {
            Files.delete(root.resolve("app.jar"));

            assertThatExceptionOfType(InvalidAppException.class)
                    .isThrownBy(() -> load(root, Map.of()))
                    .withMessageContaining("There is no function app in " + root)
                    .withMessageContaining("pom.xml")
                    .withMessageEndingWith("Name the folder of a function app, or a jar.");
        }

        @Test
        void load_refusesAMissingFolder() {
            assertThatExceptionOfType(InvalidAppException.class)
                    .isThrownBy(() -> load(root.resolve("gone"), Map.of()))
                    .withMessage("There is no file or folder " + root.resolve("gone")
                            + ". Name the folder of a function app, or a jar.");
        }
    }
}
