package dev.nephelite.function.java.worker.loading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.function.java.TestApp;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppClassLoaderTest {
    private static final String TRACERS = "META-INF/services/com.azure.core.util.tracing.TracerProvider";

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
    void findResources_addsATracerForTheSdkUnlessTheAppHasOne() throws IOException {
        assertThat(tracers()).isEmpty();
        Path newTracers = folder.resolve("com/azure/core/util/tracing/StartSpanOptions.class");
        Files.createDirectories(newTracers.getParent());
        Files.createFile(newTracers);
        assertThat(tracers()).containsExactly("dev.nephelite.function.java.sdk.SdkTracerProvider");

        Path own = folder.resolve(TRACERS);
        Files.createDirectories(own.getParent());
        Files.writeString(own, "app.OwnTracers");
        assertThat(tracers()).containsExactly("app.OwnTracers");
    }

    private List<String> tracers() throws IOException {
        List<String> found = new ArrayList<>();
        try (AppClassLoader loader = new AppClassLoader(List.of(folder))) {
            for (URL file : Collections.list(loader.getResources(TRACERS))) {
                try (InputStream content = file.openStream()) {
                    found.add(new String(content.readAllBytes(), StandardCharsets.UTF_8).strip());
                }
            }
        }
        return found;
    }

    @Test
    void isOwn_isFalseOnAnEmptyClassPath() throws IOException {
        assertThat(isOwn(List.of(), "app.Own")).isFalse();
        assertThat(isOwn(List.of(), "java.lang.String")).isFalse();
    }
}
