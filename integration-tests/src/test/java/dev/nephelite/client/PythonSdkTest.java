package dev.nephelite.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.testing.TemporaryCloud;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Runs the tests in {@code integration-tests/python}, which are written against the libraries for Python. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PythonSdkTest {
    private static final Path FOLDER = Path.of("python").toAbsolutePath();

    @Test
    void the_libraries_for_python_find_what_they_expect() throws Exception {
        try (TemporaryCloud cloud = new TemporaryCloud()) {
            Map<String, String> environment =
                    Map.of("AZURE_STORAGE_CONNECTION_STRING", cloud.connectionString(), "PYTHONDONTWRITEBYTECODE", "1");
            Program python = Program.requirePython(FOLDER, environment, "azure.storage.blob", "azure.storage.queue");

            String report = python.run("run_all.py");

            assertThat(report).containsPattern("\\bRan [1-9]\\d* tests\\b");
        }
    }
}
