package dev.nephelite.emulator.http.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.Logger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LoadedXnioTest {
    /** In a JVM of its own, because a library is loaded only once. */
    @Test
    void a_server_in_another_program_logs_nothing_and_leaves_its_loggers_as_they_were() throws IOException {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Embedding.class.getName())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(program.getInputStream().readAllBytes(), UTF_8).lines())
                .containsExactly("level null");
    }

    /** A program with the default configuration of logging. */
    static final class Embedding {
        private Embedding() {}

        public static void main(String[] args) {
            HttpServer.prepare();
            System.out.println("level " + Logger.getLogger("org.xnio").getLevel());
            System.exit(0);
        }
    }
}
