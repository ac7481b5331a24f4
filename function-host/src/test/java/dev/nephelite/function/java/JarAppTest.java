package dev.nephelite.function.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nephelite.function.app.App;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.app.discovery.AppLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class JarAppTest {
    @TempDir
    private Path folder = Path.of("");

    private App load(Path named) {
        return new AppLocation(
                        named,
                        Map.of(),
                        Map.of(),
                        List.of(new JavaRuntime(folder.resolve("cache"), Map.of(), List.of(), true)),
                        TestApp.BINDING_TYPES)
                .load(line -> {});
    }

    @Nested
    class Given_a_jar_with_a_library_beside_it {
        private Path jar;
        private Path library;

        @BeforeEach
        void package_it() throws IOException {
            jar = TestApp.jar(folder.resolve("photos.jar"), Annotated.class, Annotated.Echo.class);
            library = TestApp.jar(folder.resolve("lib/library.jar"));
            Files.writeString(folder.resolve("host.json"), "{\"version\":\"2.0\"}");
        }

        @Test
        void load_findsAnnotatedFunctions() {
            App app = load(jar);

            assertThat(app.root()).isEqualTo(folder);
            assertThat(app.function("upload")).isPresent();
            assertThat(app.code()).containsExactly(jar, library);
        }

        @Test
        void load_acceptsTheFolderOfTheJar() {
            assertThat(load(folder).function("upload")).isPresent();
        }

        @Test
        void load_requiresANameIfThereAreTwoJars() {
            TestApp.jar(folder.resolve("other.jar"));

            assertThatExceptionOfType(InvalidAppException.class)
                    .isThrownBy(() -> load(folder))
                    .withMessageContaining("holds several jars. Name the one to run")
                    .withMessageContaining("other.jar");
        }
    }

    @Nested
    class Given_a_jar_that_holds_everything {
        @Test
        void load_needsNoFolderOfDependencies() {
            Path jar = TestApp.jar(folder.resolve("all.jar"), Annotated.class, Annotated.Echo.class);

            assertThat(load(jar).function("upload")).isPresent();
        }

        @Test
        void load_refusesAJarWithoutFunctions() {
            Path jar = TestApp.jar(folder.resolve("empty.jar"));

            assertThatExceptionOfType(InvalidAppException.class)
                    .isThrownBy(() -> load(jar))
                    .withMessageContaining("There is no function in " + jar)
                    .withMessageContaining("@FunctionName");
        }

        @Test
        void load_refusesATruncatedJar() throws IOException {
            Path jar = Files.write(folder.resolve("half.jar"), new byte[100]);

            assertThatExceptionOfType(java.io.UncheckedIOException.class)
                    .isThrownBy(() -> load(jar))
                    .withMessageContaining("Cannot read the classes in " + jar);
        }
    }
}
