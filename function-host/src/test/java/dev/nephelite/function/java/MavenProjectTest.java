package dev.nephelite.function.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.nephelite.function.app.App;
import dev.nephelite.function.app.ProgressListener;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.app.discovery.AppLocation;
import dev.nephelite.function.app.discovery.ReloadingAppLoader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A script plays Maven, so that these tests need neither a network nor minutes. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "The script is one for a Unix shell.")
@DisplayNameGeneration(ReplaceUnderscores.class)
class MavenProjectTest {
    private static final String MAVEN = """
            #!/bin/sh
            echo "$@" >> "$CLASSES.arguments"
            module=.
            for argument in "$@"; do
                case "$argument" in -Dmdep.outputFile=*) output="${argument#-Dmdep.outputFile=}" ;; esac
                [ "$previous" = --projects ] && module=$argument
                previous=$argument
            done
            echo "[INFO] Building photos 1.0 [2/3]"
            echo "[INFO] --- maven-compiler-plugin:3.11.0:compile (default-compile) @ photos ---"
            mkdir -p "$module/target/classes"
            cp -r "$CLASSES/." "$module/target/classes"
            printf '%s' "$DEPENDENCIES" > "$output"
            """;

    @TempDir
    private Path folder = Path.of("");

    private final List<String> progress = new ArrayList<>();
    private final List<String> steps = new ArrayList<>();
    private String dependencies = "";

    @BeforeEach
    void make_a_project() throws IOException {
        TestApp.copy(Annotated.class, folder.resolve("classes"));
        TestApp.copy(Annotated.Echo.class, folder.resolve("classes"));
        dependencies = TestApp.jar(folder.resolve("repository/library.jar")).toString();
        Files.createDirectories(project().resolve("src/main/java"));
        Files.writeString(project().resolve("src/main/java/Functions.java"), "");
        Files.writeString(project().resolve("pom.xml"), "<project/>");
        script(folder.resolve("bin/mvn"), MAVEN);
    }

    private Path project() {
        return folder.resolve("photos");
    }

    private static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private App load() {
        return load(folder.resolve("bin") + File.pathSeparator + System.getenv("PATH"), List.of());
    }

    private App load(String path, List<String> fallback) {
        return load(path, fallback, true);
    }

    private App load(String path, List<String> fallback, boolean compiles) {
        Map<String, String> environment = Map.of(
                "PATH", path,
                "CLASSES", folder.resolve("classes").toString(),
                "DEPENDENCIES", dependencies);
        progress.clear();
        steps.clear();
        AppLocation location = new AppLocation(
                project(),
                environment,
                Map.of(),
                List.of(new JavaRuntime(folder.resolve("cache"), environment, fallback, compiles)),
                TestApp.BINDING_TYPES);
        return location.load(new ProgressListener() {
            @Override
            public void note(String line) {
                progress.add(line);
            }

            @Override
            public void step(String step) {
                steps.add(step);
            }

            @Override
            public void done() {
                steps.add("done");
            }
        });
    }

    private String arguments() throws IOException {
        return Files.readString(folder.resolve("classes.arguments"));
    }

    @Nested
    class Given_a_project_that_the_Maven_plugin_of_Nephelite_has_built {
        @Test
        void load_usesTheDependenciesOfThatBuild() throws IOException {
            TestApp.copy(Annotated.class, project().resolve("target/classes"));
            Path written = project().resolve("target/nephelite/dependencies");
            Files.createDirectories(written.resolveSibling(""));
            Files.writeString(written, dependencies);

            App app = load("", List.of(), false);

            assertThat(progress).isEmpty();
            assertThat(app.code())
                    .containsExactly(project().resolve("target/classes"), folder.resolve("repository/library.jar"));
        }
    }

    @Nested
    class Given_a_project_that_was_never_built {
        @Test
        void load_compilesAndFindsFunctions() {
            App app = load();

            assertThat(app.root()).isEqualTo(project());
            assertThat(app.function("upload")).isPresent();
            assertThat(app.code())
                    .containsExactly(project().resolve("target/classes"), folder.resolve("repository/library.jar"));
        }

        @Test
        void load_notesTheReasonForTheBuild() {
            load();

            assertThat(progress)
                    .containsExactly("Compiling photos and resolving its dependencies with Maven:"
                            + " target/classes is missing.");
        }

        @Test
        void load_reportsEachStepOfMaven() {
            load();

            assertThat(steps)
                    .containsExactly(
                            "building photos 1.0, module 2 of 3",
                            "compiler:compile in photos 1.0, module 2 of 3",
                            "done");
        }

        @Test
        void load_writesOnlyToTarget() throws IOException {
            load();

            try (Stream<Path> files = Files.list(project())) {
                assertThat(files.map(Path::getFileName).map(Path::toString))
                        .containsExactlyInAnyOrder("pom.xml", "src", "target");
            }
        }

        @Test
        void load_prefersTheWrapperEvenIfItIsNotExecutable() throws IOException {
            Files.writeString(project().resolve("mvnw"), MAVEN + "touch wrapped\n");

            load();

            assertThat(project().resolve("wrapped")).exists();
        }

        @Test
        void load_skipsAWrapperThatDoesNotStartMaven() throws IOException {
            script(project().resolve("mvnw"), "#!/bin/sh\necho 'Error: no MavenWrapperMain' >&2\nexit 1\n");

            App app = load();

            assertThat(app.function("upload")).isPresent();
            assertThat(progress)
                    .last()
                    .isEqualTo("The Maven wrapper of photos cannot run (Error: no MavenWrapperMain); using "
                            + folder.resolve("bin/mvn") + " instead.");
        }

        @Test
        void load_doesNotRepeatAFailedBuildWithAnotherMaven() throws IOException {
            script(project().resolve("mvnw"), "#!/bin/sh\necho '[ERROR] does not compile'\nexit 1\n");

            assertThatExceptionOfType(InvalidAppException.class)
                    .isThrownBy(MavenProjectTest.this::load)
                    .withMessageContaining("does not compile");
            assertThat(folder.resolve("classes.arguments")).doesNotExist();
        }

        @Test
        void load_usesTheFallbackIfThereIsNoMaven() throws IOException {
            script(folder.resolve("given"), MAVEN);

            App app = load("", List.of("sh", "-c", "PATH=/bin:/usr/bin; . " + folder.resolve("given"), "given"));

            assertThat(app.function("upload")).isPresent();
        }

        @Test
        void load_namesTheRemedyIfThereIsNoMaven() {
            assertThatExceptionOfType(InvalidAppException.class)
                    .isThrownBy(() -> load("", List.of()))
                    .withMessageContaining("there is no Maven")
                    .withMessageContaining("Install Maven");
        }

        @ParameterizedTest
        @MethodSource
        void load_reportsInOneLineWhyMavenFailedAndTheCommand(String printed, String reason) throws IOException {
            Files.writeString(folder.resolve("printed"), printed);
            script(folder.resolve("bin/mvn"), "#!/bin/sh\ncat '" + folder.resolve("printed") + "'\nexit 1\n");

            assertThatExceptionOfType(InvalidAppException.class)
                    .isThrownBy(MavenProjectTest.this::load)
                    .withMessageStartingWith(
                            "Maven failed in " + project() + ": " + reason + " Make this command succeed there: ")
                    .withMessageContaining("compile org.apache.maven.plugins:maven-dependency-plugin:")
                    .extracting(Throwable::getMessage, STRING)
                    .hasLineCount(1);
        }

        static Stream<Arguments> load_reportsInOneLineWhyMavenFailedAndTheCommand() {
            return Stream.of(
                    argumentSet(
                            "a missing dependency",
                            """
                            [ERROR] Failed to execute goal on project photos: Could not resolve dependencies
                            [ERROR] dependency: a:b:jar:1 (compile)
                            [ERROR] \tCould not find artifact a:b:jar:1 in central
                            [ERROR] -> [Help 1]
                            [ERROR] For more information about the errors, read the following articles:
                            """,
                            "Failed to execute goal on project photos: Could not resolve dependencies"
                                    + " dependency: a:b:jar:1 (compile)"
                                    + " Could not find artifact a:b:jar:1 in central."),
                    argumentSet(
                            "a plugin that printed errors before",
                            """
                            [ERROR] npm ERR! code 1
                            [ERROR] Failed to execute goal a:npm:1:run on project photos: npm has failed. -> [Help 1]
                            """,
                            "Failed to execute goal a:npm:1:run on project photos: npm has failed."),
                    argumentSet(
                            "a mistake in pom.xml", """
                            [ERROR] [ERROR] Some problems were encountered while processing the POMs:
                            [FATAL] Non-resolvable parent POM for a:b:1 @ line 4, column 47
                             @
                            [ERROR] The build could not read 1 project -> [Help 1]
                            [ERROR]   The project a:b:1 has 1 error
                            """, "Non-resolvable parent POM for a:b:1 @ line 4, column 47."),
                    argumentSet(
                            "a script that cannot start Maven",
                            """
                            Downloading Maven
                            The JAVA_HOME environment variable is not defined correctly,
                            this environment variable is needed to run this program.
                            \tat Wrapper.main(Wrapper.java:7)
                            """,
                            "Downloading Maven The JAVA_HOME environment variable is not defined correctly,"
                                    + " this environment variable is needed to run this program."));
        }
    }

    @Nested
    class Given_a_project_that_was_built {
        private FileTime later;

        @BeforeEach
        void build() throws IOException {
            load();
            Path classes = project().resolve("target/classes/dev/nephelite/function/java/Annotated.class");
            later = FileTime.from(Files.getLastModifiedTime(classes).toInstant().plus(Duration.ofHours(1)));
        }

        @Test
        void load_doesNotRunMavenAgain() {
            load();

            assertThat(progress).isEmpty();
        }

        @Test
        void load_compilesAChangedSource() throws IOException {
            Files.setLastModifiedTime(project().resolve("src/main/java/Functions.java"), later);

            load();

            assertThat(progress).singleElement().asString().endsWith("src/main is newer than target/classes.");
        }

        @Test
        void load_doesNotCompileIfDisabled() throws IOException {
            Files.setLastModifiedTime(project().resolve("src/main/java/Functions.java"), later);

            load("", List.of(), false);

            assertThat(progress).isEmpty();
        }

        @Test
        void load_resolvesAChangedPom() throws IOException {
            Files.setLastModifiedTime(project().resolve("pom.xml"), later);

            load();

            assertThat(progress).singleElement().asString().endsWith("pom.xml has changed.");
        }

        @Test
        void load_fetchesAMissingDependency() throws IOException {
            Files.delete(folder.resolve("repository/library.jar"));

            load();

            assertThat(progress).singleElement().asString().endsWith("library.jar is gone.");
        }

        @Test
        void load_usesClassesThatAnIdeCompiled() throws IOException {
            Files.setLastModifiedTime(project().resolve("src/main/java/Functions.java"), later);
            Files.setLastModifiedTime(
                    project().resolve("target/classes/dev/nephelite/function/java/Annotated.class"), later);

            load();

            assertThat(progress).isEmpty();
        }
    }

    @Nested
    class Given_functions_that_are_not_among_its_own_classes {
        @Test
        void load_findsFunctionsOfDependencies() {
            TestApp.jar(folder.resolve("repository/library.jar"), Annotated.class, Annotated.Echo.class);
            deleteClasses();

            assertThat(load().function("upload")).isPresent();
        }

        @Test
        void load_runsTheStagedAppAndNotesTheReason() throws IOException {
            deleteClasses();
            Path staged = project().resolve("target/azure-functions/photos");
            Files.createDirectories(staged.resolve("hello"));
            TestApp.jar(staged.resolve("app.jar"));
            Files.writeString(
                    staged.resolve("hello/function.json"),
                    "{\"scriptFile\": \"../app.jar\", \"entryPoint\": \"a.B.c\","
                            + " \"bindings\": [{\"type\": \"queueTrigger\", \"name\": \"in\"}]}");

            App app = load();

            assertThat(app.root()).isEqualTo(staged);
            assertThat(app.function("hello")).isPresent();
            assertThat(progress)
                    .last()
                    .isEqualTo("Neither target/classes nor a dependency of photos holds a function; running the staged"
                            + " app target/azure-functions/photos instead. Package the project again to update it.");
        }

        @Test
        void reload_doesNotRunTheStagedAppIfClassesDisappear() throws IOException {
            load();
            AppLocation location = new AppLocation(
                    project(),
                    Map.of(),
                    Map.of(),
                    List.of(new JavaRuntime(folder.resolve("cache"), Map.of(), List.of(), true)),
                    TestApp.BINDING_TYPES);
            Path staged = project().resolve("target/azure-functions/photos");
            Files.createDirectories(staged.resolve("hello"));
            Files.writeString(staged.resolve("hello/function.json"), "{}");

            try (ReloadingAppLoader loader =
                    new ReloadingAppLoader(location, Path.of(System.getProperty("java.io.tmpdir")), note -> {})) {
                assertThat(loader.load().function("upload")).isPresent();
                for (String type : List.of("Annotated", "Annotated$Echo")) {
                    Files.delete(project().resolve("target/classes/dev/nephelite/function/java/" + type + ".class"));
                }

                assertThat(loader.load().functions()).isEmpty();
                assertThat(loader.files().root()).isEqualTo(project());
            }
        }

        @Test
        void load_notesThatThereIsNoFunction() {
            deleteClasses();

            assertThat(load().functions()).isEmpty();
            assertThat(progress).last().asString().startsWith("There is no function in photos:");
        }

        private void deleteClasses() {
            try (Stream<Path> files = Files.walk(folder.resolve("classes"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.delete(file);
                }
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }

    @Nested
    class Given_a_module_of_a_larger_project {
        private final Path core = Path.of("core");

        @BeforeEach
        void make_the_project_around_it() throws IOException {
            Files.writeString(
                    folder.resolve("pom.xml"),
                    "<project><packaging>pom</packaging><modules><module>photos</module><module>core</module></modules>"
                            + "</project>");
            Files.createDirectories(sibling().resolve("src/main/java"));
            Files.createDirectories(sibling().resolve("target/classes"));
            Files.writeString(sibling().resolve("pom.xml"), "<project><artifactId>core</artifactId></project>");
            Files.writeString(
                    project().resolve("pom.xml"),
                    "<project><dependencies><dependency><artifactId>core</artifactId></dependency></dependencies>"
                            + "</project>");
            Files.writeString(sibling().resolve("src/main/java/Core.java"), "");
            TestApp.compile(sibling().resolve("target/classes"), "app.Core", """
                    package app;
                    import com.microsoft.azure.functions.annotation.*;
                    public class Core {
                        @FunctionName("shared")
                        public void run(@QueueTrigger(name = "in", queueName = "q") String in) {}
                    }
                    """);
            dependencies = sibling().resolve("target/core-1.0.jar").toString();
        }

        private Path sibling() {
            return folder.resolve(core);
        }

        @Test
        void load_buildsTheModulesItDependsOn() throws IOException {
            load();

            assertThat(arguments()).startsWith("--batch-mode --projects photos --also-make compile ");
        }

        @Test
        void load_usesTheClassFoldersOfOtherModules() {
            App app = load();

            assertThat(app.code())
                    .containsExactly(
                            project().resolve("target/classes"), sibling().resolve("target/classes"));
            assertThat(app.function("shared")).isPresent();
        }

        @Test
        void files_includeTheClassesAndPomsOfOtherModules() {
            load();
            AppLocation location = new AppLocation(
                    project(),
                    Map.of(),
                    Map.of(),
                    List.of(new JavaRuntime(folder.resolve("cache"), Map.of(), List.of(), true)),
                    TestApp.BINDING_TYPES);

            try (ReloadingAppLoader loader =
                    new ReloadingAppLoader(location, Path.of(System.getProperty("java.io.tmpdir")), note -> {})) {
                loader.release(loader.load());

                assertThat(loader.files().matters(sibling().resolve("target/classes/app/Core.class")))
                        .isTrue();
                assertThat(loader.files().matters(sibling().resolve("pom.xml"))).isTrue();
                assertThat(loader.files().matters(sibling().resolve("src/main/java/Core.java")))
                        .isFalse();
            }
        }

        @Test
        void load_compilesAChangedSourceOfAnotherModule() throws IOException {
            load();
            Path source = sibling().resolve("src/main/java/Core.java");
            Files.setLastModifiedTime(
                    source,
                    FileTime.from(Files.getLastModifiedTime(source).toInstant().plus(Duration.ofHours(1))));

            load();

            assertThat(progress)
                    .singleElement()
                    .asString()
                    .endsWith("core/src/main is newer than core/target/classes.");
        }

        @Test
        void load_onlyResolvesIfCompilingIsDisabled() throws IOException {
            load();
            Files.setLastModifiedTime(
                    sibling().resolve("pom.xml"),
                    FileTime.from(Files.getLastModifiedTime(sibling().resolve("pom.xml"))
                            .toInstant()
                            .plus(Duration.ofHours(1))));

            load(folder.resolve("bin") + File.pathSeparator + System.getenv("PATH"), List.of(), false);

            assertThat(progress).singleElement().asString().endsWith("core/pom.xml has changed.");
            assertThat(arguments()).contains("compile -Dmaven.main.skip=true");
        }

        @Test
        void load_namesMissingClassesOfAnotherModule() throws IOException {
            load();
            Files.move(sibling().resolve("target"), sibling().resolve("gone"));

            assertThatExceptionOfType(InvalidAppException.class)
                    .isThrownBy(() -> load("", List.of(), false))
                    .withMessageContaining(
                            "There are no classes in " + sibling().resolve("target/classes"));
        }
    }

    @Nested
    class Given_two_methods_with_one_function_name {
        @Test
        void load_refusesBothMethodsAndNamesThem() {
            TestApp.compile(folder.resolve("classes"), "app.Twin", """
                    package app;
                    import com.microsoft.azure.functions.annotation.*;
                    public class Twin {
                        @FunctionName("Upload")
                        public void run(@QueueTrigger(name = "in", queueName = "q") String in) {}
                    }
                    """);

            App app = load();

            assertThat(app.errorsOf("upload")).singleElement().satisfies(error -> assertThat(error.message())
                    .contains("app.Twin.run, " + Annotated.class.getName() + ".upload"));
            assertThat(app.runnableFunctions())
                    .noneMatch(function -> function.name().equalsIgnoreCase("upload"));
        }
    }
}
