package dev.nephelite.function.app.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShadowCopiesTest {
    @TempDir
    private Path root;

    private Path temporary;
    private Path app;

    @BeforeEach
    void writeApp() throws IOException {
        temporary = Files.createDirectory(root.resolve("temporary"));
        app = Files.createDirectory(root.resolve("app"));
        Files.writeString(Files.createDirectory(app.resolve("classes")).resolve("lock"), "a file of the app");
    }

    @Test
    void copies_areRemovedOnceTheirProcessNoLongerLives() throws Exception {
        Process other = otherProcess();
        Path copiesOfOther = onlyFolder();
        Path foreign = Files.createDirectory(temporary.resolve("nephelite-of-somebody-else"));

        try (ShadowCopies copies = new ShadowCopies(temporary)) {
            copies.of(List.of(app.resolve("classes")), app);
            assertThat(copiesOfOther.resolve("0/classes/lock")).exists();
        }
        other.destroyForcibly().waitFor();
        assertThat(copiesOfOther.resolve("0/classes/lock")).exists();
        try (ShadowCopies copies = new ShadowCopies(temporary)) {
            copies.of(List.of(app.resolve("classes")), app);
            assertThat(copiesOfOther).doesNotExist();
        }

        assertThat(folders()).containsExactly(foreign);
    }

    @Test
    void copies_ofTheSameProcessAreLeftToIt() throws IOException {
        try (ShadowCopies first = new ShadowCopies(temporary);
                ShadowCopies second = new ShadowCopies(temporary)) {
            List<Path> copied = first.of(List.of(app.resolve("classes")), app);
            second.of(List.of(app.resolve("classes")), app);

            assertThat(copied.get(0).resolve("lock")).exists();
            assertThat(folders()).hasSize(2);
        }
        assertThat(folders()).isEmpty();
    }

    /** Another JVM that has made copies and stays. */
    private Process otherProcess() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        temporary.toString(),
                        app.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.getInputStream().read()).isEqualTo('c');
        return process;
    }

    private Path onlyFolder() throws IOException {
        List<Path> folders = folders();
        assertThat(folders).hasSize(1);
        return folders.get(0);
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> folders = Files.list(temporary)) {
            return folders.toList();
        }
    }

    /** What the other process runs. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws IOException {
            Path app = Path.of(arguments[1]);
            new ShadowCopies(Path.of(arguments[0])).of(List.of(app.resolve("classes")), app);
            System.out.print("copied");
            System.out.flush();
            while (System.in.read() >= 0) {
                // Until it is killed.
            }
        }
    }
}
