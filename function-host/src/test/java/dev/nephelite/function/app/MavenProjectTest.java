package dev.nephelite.function.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.File;
import java.io.IOException;
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

/** A script plays Maven, so that these tests need neither a network nor minutes. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "The script is one for a Unix shell.")
@DisplayNameGeneration(ReplaceUnderscores.class)
class MavenProjectTest {
    private static final String MAVEN = """
            #!/bin/sh
            for argument in "$@"; do
                case "$argument" in -Dmdep.outputFile=*) output="${argument#-Dmdep.outputFile=}" ;; esac
            done
            mkdir -p target/classes
            cp -r "$CLASSES/." target/classes
            printf '%s' "$DEPENDENCIES" > "$output"
            """;

    @TempDir
    private Path folder = Path.of("");

    private final List<String> progress = new ArrayList<>();

    @BeforeEach
    void make_a_project() throws IOException {
        TestApp.copy(Annotated.class, folder.resolve("classes"));
        TestApp.copy(Annotated.Echo.class, folder.resolve("classes"));
        TestApp.jar(folder.resolve("repository/library.jar"));
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
                "DEPENDENCIES", folder.resolve("repository/library.jar").toString());
        progress.clear();
        AppSource source = new AppSource(
                project(), folder.resolve("cache"), environment, Map.of(), fallback, TestApp.BINDING_TYPES, compiles);
        return source.load(progress::add);
    }

    @Nested
    class Given_a_project_that_was_never_built {
        @Test
        void it_is_compiled_and_its_functions_are_found() {
            App app = load();

            assertThat(app.root()).isEqualTo(project());
            assertThat(app.function("upload")).isPresent();
            assertThat(app.classPath())
                    .containsExactly(project().resolve("target/classes"), folder.resolve("repository/library.jar"));
        }

        @Test
        void the_user_is_told_why_it_takes_a_while() {
            load();

            assertThat(progress)
                    .containsExactly("Compiling photos and resolving its dependencies with Maven:"
                            + " target/classes is missing.");
        }

        @Test
        void nothing_but_target_is_written_to_it() throws IOException {
            load();

            try (Stream<Path> files = Files.list(project())) {
                assertThat(files.map(Path::getFileName).map(Path::toString))
                        .containsExactlyInAnyOrder("pom.xml", "src", "target");
            }
        }

        @Test
        void its_own_wrapper_is_preferred_even_without_the_right_to_run() throws IOException {
            Files.writeString(project().resolve("mvnw"), MAVEN + "touch wrapped\n");

            load();

            assertThat(project().resolve("wrapped")).exists();
        }

        @Test
        void the_given_command_helps_where_there_is_no_Maven() throws IOException {
            script(folder.resolve("given"), MAVEN);

            App app = load("", List.of("sh", "-c", "PATH=/bin:/usr/bin; . " + folder.resolve("given"), "given"));

            assertThat(app.function("upload")).isPresent();
        }

        @Test
        void without_any_Maven_the_remedy_is_told() {
            assertThatExceptionOfType(InvalidAppException.class)
                    .isThrownBy(() -> load("", List.of()))
                    .withMessageContaining("there is no Maven")
                    .withMessageContaining("Install Maven");
        }

        @Test
        void a_failing_build_shows_the_last_lines_and_the_command() throws IOException {
            script(folder.resolve("bin/mvn"), "#!/bin/sh\necho '[ERROR] Functions.java:[3,1] ; expected'\nexit 1\n");

            assertThatExceptionOfType(InvalidAppException.class)
                    .isThrownBy(MavenProjectTest.this::load)
                    .withMessageContaining("Maven failed in " + project())
                    .withMessageContaining("[ERROR] Functions.java:[3,1] ; expected")
                    .withMessageContaining("compile org.apache.maven.plugins:maven-dependency-plugin:");
        }
    }

    @Nested
    class Given_a_project_that_was_built {
        private FileTime later;

        @BeforeEach
        void build() throws IOException {
            load();
            Path classes = project().resolve("target/classes/dev/nephelite/function/app/Annotated.class");
            later = FileTime.from(Files.getLastModifiedTime(classes).toInstant().plus(Duration.ofHours(1)));
        }

        @Test
        void Maven_does_not_run_again() {
            load();

            assertThat(progress).isEmpty();
        }

        @Test
        void a_changed_source_is_compiled() throws IOException {
            Files.setLastModifiedTime(project().resolve("src/main/java/Functions.java"), later);

            load();

            assertThat(progress).singleElement().asString().endsWith("src/main is newer than target/classes.");
        }

        @Test
        void a_changed_source_is_left_alone_where_nothing_is_to_be_compiled() throws IOException {
            Files.setLastModifiedTime(project().resolve("src/main/java/Functions.java"), later);

            load("", List.of(), false);

            assertThat(progress).isEmpty();
        }

        @Test
        void a_changed_pom_is_resolved() throws IOException {
            Files.setLastModifiedTime(project().resolve("pom.xml"), later);

            load();

            assertThat(progress).singleElement().asString().endsWith("pom.xml has changed.");
        }

        @Test
        void a_dependency_that_is_gone_is_fetched() throws IOException {
            Files.delete(folder.resolve("repository/library.jar"));

            load();

            assertThat(progress).singleElement().asString().endsWith("library.jar is gone.");
        }

        @Test
        void what_an_IDE_compiled_is_taken_as_it_is() throws IOException {
            Files.setLastModifiedTime(project().resolve("src/main/java/Functions.java"), later);
            Files.setLastModifiedTime(
                    project().resolve("target/classes/dev/nephelite/function/app/Annotated.class"), later);

            load();

            assertThat(progress).isEmpty();
        }
    }

    @Nested
    class Given_two_methods_with_one_function_name {
        @Test
        void neither_runs_and_both_are_named() {
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
            assertThat(app.soundFunctions())
                    .noneMatch(function -> function.name().equalsIgnoreCase("upload"));
        }
    }
}
