package dev.nephelite.function.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.nephelite.function.app.App.FunctionError;
import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.BindingDefinition.DataType;
import dev.nephelite.function.app.BindingDefinition.Direction;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.RetryPolicy;
import dev.nephelite.function.app.discovery.AppLayout.DiscoveredFunctions;
import dev.nephelite.function.java.ClassFiles.ScanCache;
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
class AnnotationScanTest {
    @TempDir
    private Path folder = Path.of("");

    private DiscoveredFunctions discoveredFunctions = DiscoveredFunctions.nothing(new StagedApp(Path.of("")));

    @BeforeEach
    void scan() {
        TestApp.copy(Annotated.class, folder);
        TestApp.copy(Annotated.Echo.class, folder);
        discoveredFunctions = find(folder);
    }

    private FunctionDefinition function(String name) {
        return discoveredFunctions.functions().stream()
                .filter(function -> function.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private String error(String name) {
        return discoveredFunctions.errors().stream()
                .filter(error -> error.function().equals(name))
                .findFirst()
                .orElseThrow()
                .message();
    }

    private static DiscoveredFunctions find(Path folder) {
        return AnnotationScan.find(
                new StagedApp(folder), List.of(folder), new ScanCache(folder.resolveSibling("scanned")));
    }

    @Nested
    class Given_annotations_of_the_library {
        @Test
        void find_keepsAttributesAsInFunctionJsonWithoutDefaults() {
            assertThat(function("upload").bindings())
                    .containsExactly(
                            new BindingDefinition(
                                    "httpTrigger",
                                    "req",
                                    Direction.IN,
                                    DataType.UNDEFINED,
                                    Map.of(
                                            "methods", List.of("GET", "POST"),
                                            "authLevel", "ANONYMOUS",
                                            "route", "photos/{id}")),
                            new BindingDefinition(
                                    "blob",
                                    "photo",
                                    Direction.IN,
                                    DataType.BINARY,
                                    Map.of("path", "photos/{id}", "connection", "Photos")),
                            new BindingDefinition("http", "$return", Direction.OUT, DataType.UNDEFINED, Map.of()));
            assertThat(function("upload").entryPoint()).hasToString(Annotated.class.getName() + ".upload");
        }

        @Test
        void find_readsReturnBindingsAndTheStorageAccount() {
            assertThat(function("relay").bindings())
                    .extracting(BindingDefinition::name, binding -> binding.text("connection"))
                    .containsExactly(tuple("in", "Relay"), tuple("own", "Own"), tuple("$return", "Relay"));
        }

        @Test
        void find_ignoresReturnBindingsOfAVoidMethod() {
            assertThat(function("store").bindings())
                    .extracting(BindingDefinition::name)
                    .containsExactly("blob", "loud");
        }

        @Test
        void find_readsEventGridBindings() {
            assertThat(function("order").bindings())
                    .containsExactly(
                            new BindingDefinition(
                                    "eventGridTrigger", "event", Direction.IN, DataType.UNDEFINED, Map.of()),
                            new BindingDefinition(
                                    "eventGrid",
                                    "$return",
                                    Direction.OUT,
                                    DataType.UNDEFINED,
                                    Map.of("topicEndpointUri", "OrdersTopic", "topicKeySetting", "OrdersKey")));
        }

        @Test
        void find_readsARetryPolicy() {
            assertThat(function("tick").retry()).isEqualTo(RetryPolicy.fixedDelay(2, Duration.ofSeconds(10)));
        }

        @Test
        void find_readsUnsupportedTypes() {
            assertThat(function("documents").trigger().type()).isEqualTo("cosmosDBTrigger");
            assertThat(function("bus").trigger().type()).isEqualTo("serviceBusTrigger");
        }
    }

    @Nested
    class Given_custom_bindings {
        @Test
        void find_readsTheTypeOfAnAnnotationOfAnotherLibrary() {
            assertThat(function("store").outputs())
                    .containsExactly(new BindingDefinition(
                            "echo", "loud", Direction.OUT, DataType.UNDEFINED, Map.of("volume", "high")));
        }

        @Test
        void find_readsACustomBindingOfAParameter() {
            assertThat(function("custom").bindings())
                    .containsExactly(
                            new BindingDefinition("echoTrigger", "c", Direction.IN, DataType.UNDEFINED, Map.of()));
        }
    }

    @Nested
    class Given_functions_with_something_wrong {
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        two        | Function 'two' has 2 triggers.
                        none       | Function 'none' has no trigger.
                        1st        | '1st' is not a valid function name
                        underscore | The binding name 'a_b' of function 'underscore' is not valid
                        same       | Two bindings of function 'same' have the name 'A'.
                        type       | 'text' is not a data type
                        """)
        void each_is_told_and_the_others_are_found(String function, String message) {
            assertThat(error(function)).contains(message);
            assertThat(discoveredFunctions.functions()).hasSize(8);
        }

        @Test
        void find_namesAClassWithAMissingDependency() throws IOException {
            Path other = folder.resolve("other");
            TestApp.compile(folder.resolve("library"), "lib.Gone", "package lib; public class Gone {}");
            TestApp.compile(folder.resolve("library"), "app.Broken", """
                    package app;
                    public class Broken {
                        @com.microsoft.azure.functions.annotation.FunctionName("broken")
                        public lib.Gone run(lib.Gone gone) { return gone; }
                    }
                    """);
            Files.createDirectories(other.resolve("app"));
            Files.move(folder.resolve("library/app/Broken.class"), other.resolve("app/Broken.class"));

            assertThat(find(other).errors())
                    .singleElement()
                    .isEqualTo(new FunctionError(
                            "Broken",
                            "The class app.Broken cannot be loaded: java.lang.NoClassDefFoundError: lib/Gone."
                                    + " Is one of its dependencies missing?"));
        }
    }

    @Nested
    class Given_classes_for_a_newer_JVM {
        @Test
        void find_namesTheJdkToUse() {
            int newer = TestApp.forNewerJava(folder, Annotated.class);

            assertThat(find(folder).errors())
                    .filteredOn(error -> error.function().equals("Annotated"))
                    .singleElement()
                    .extracting(FunctionError::message)
                    .asString()
                    .contains("was built for Java " + newer, "Set JAVA_HOME to a JDK " + newer + " or newer");
        }
    }

    @Nested
    class Given_functions_in_a_dependency {
        private Path jar = Path.of("");
        private Path empty = Path.of("");
        private Path scanned = Path.of("");

        @BeforeEach
        void package_it() throws IOException {
            jar = TestApp.jar(folder.resolve("library.jar"), Annotated.class, Annotated.Echo.class);
            empty = Files.createDirectories(folder.resolve("empty"));
            scanned = folder.resolve("scanned");
        }

        private DiscoveredFunctions findInJar() {
            return AnnotationScan.find(new StagedApp(empty), List.of(empty, jar), new ScanCache(scanned));
        }

        @Test
        void find_returnsFunctionsInADependency() {
            assertThat(findInJar().functions())
                    .extracting(FunctionDefinition::name)
                    .contains("upload");
        }

        @Test
        void find_scansAJarOnce() throws IOException {
            findInJar();
            String remembered = Files.readString(scanned);

            Files.writeString(scanned, remembered.substring(0, remembered.lastIndexOf('\t') + 1));

            assertThat(remembered).contains(jar.toString(), Annotated.class.getName());
            assertThat(findInJar().functions()).isEmpty();
        }

        @Test
        void find_scansAChangedJarAgain() {
            TestApp.jar(jar);
            assertThat(findInJar().functions()).isEmpty();

            TestApp.jar(jar, Annotated.class, Annotated.Echo.class);

            assertThat(findInJar().functions()).isNotEmpty();
        }

        @Test
        void find_ignoresADuplicateClass() {
            Path copy = TestApp.jar(folder.resolve("copy.jar"), Annotated.class, Annotated.Echo.class);

            DiscoveredFunctions twice =
                    AnnotationScan.find(new StagedApp(empty), List.of(jar, copy), new ScanCache(scanned));

            assertThat(twice.functions()).hasSameSizeAs(findInJar().functions());
        }
    }
}
