package dev.nephelite.function.java.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RelativePathHintTest {
    private static final Path HERE = Path.of("").toAbsolutePath();
    private static final Path ROOT = HERE.resolve("app");

    @Test
    void relativePath_namesTheWorkingDirectory() {
        assertThat(explain("conf/rules.json"))
                .contains("'" + Path.of("conf/rules.json") + "'", HERE.toString(), ROOT.toString())
                .contains("AzureWebJobsScriptRoot");
    }

    @Test
    void relativePath_readsThePathInTheMessageOfOlderClasses() {
        try (FileInputStream missing = new FileInputStream("conf/rules.json")) {
            throw new AssertionError(missing);
        } catch (IOException thrown) {
            assertThat(FailureHints.relativePath(thrown, ROOT, HERE)).contains("'" + Path.of("conf/rules.json") + "'");
        }
    }

    @Test
    void relativePath_isEmptyForOtherExceptions() {
        assertThat(explain(HERE.resolve("missing").toString())).isEmpty();
        assertThat(FailureHints.relativePath(new NoSuchFileException("missing"), HERE, HERE))
                .isEmpty();
        assertThat(FailureHints.relativePath(new FileNotFoundException("class path resource [x]"), ROOT, HERE))
                .isEmpty();
        assertThat(FailureHints.relativePath(new IllegalStateException("x (y)"), ROOT, HERE))
                .isEmpty();
    }

    private static String explain(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException thrown) {
            return FailureHints.relativePath(thrown, ROOT, HERE);
        }
    }
}
