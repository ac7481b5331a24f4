package dev.nephelite.function.java.worker.loading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.function.java.TestApp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppClassLoaderTest {
    @TempDir
    private Path folder = Path.of("");

    private boolean isOwn(List<Path> classPath, String className) throws IOException {
        try (AppClassLoader loader = new AppClassLoader(classPath)) {
            return loader.isOwn(className);
        }
    }

    @Test
    void isOwn_isTrueForAClassInAFolder() throws IOException {
        TestApp.compile(folder, "app.Own", "package app; public class Own {}");

        assertThat(isOwn(List.of(folder), "app.Own")).isTrue();
        assertThat(isOwn(List.of(folder), "app.Missing")).isFalse();
    }

    @Test
    void isOwn_isFalseOnAnEmptyClassPath() throws IOException {
        assertThat(isOwn(List.of(), "app.Own")).isFalse();
        assertThat(isOwn(List.of(), "java.lang.String")).isFalse();
    }
}
