package dev.nephelite.function.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.function.java.MavenProject.StartManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StartManifestTest {
    private static final String ANNOTATION = "Lorg/springframework/boot/autoconfigure/SpringBootApplication;";

    @TempDir
    private Path folder;

    private Path classes;
    private StartManifest manifest;

    @BeforeEach
    void compileNothing() throws IOException {
        classes = Files.createDirectories(folder.resolve("classes"));
        manifest = new StartManifest(List.of(classes), folder.resolve("ours"));
    }

    @Nested
    class Given_one_spring_boot_application {
        @BeforeEach
        void compile() throws IOException {
            compiled("com/example/Application.class", "@" + ANNOTATION);
            compiled("com/example/Other.class", "nothing of the kind");
        }

        @Test
        void write_namesTheStartClass() throws IOException {
            Path written = manifest.write().orElseThrow();

            assertThat(written.resolve("META-INF/MANIFEST.MF"))
                    .content()
                    .contains("Start-Class: com.example.Application\n");
        }

        @Test
        void write_doesNothingIfTheProjectHasAManifest() throws IOException {
            compiled("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n");

            assertThat(manifest.write()).isEmpty();
        }
    }

    @Nested
    class Given_anything_else {
        @Test
        void write_doesNothingWithoutSpring() throws IOException {
            compiled("com/example/Function.class", "a function");

            assertThat(manifest.write()).isEmpty();
        }

        @Test
        void write_doesNotChooseBetweenTwoApplications() throws IOException {
            compiled("com/example/One.class", ANNOTATION);
            compiled("com/example/Two.class", ANNOTATION);

            assertThat(manifest.write()).isEmpty();
        }
    }

    private void compiled(String name, String content) throws IOException {
        Path file = classes.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
