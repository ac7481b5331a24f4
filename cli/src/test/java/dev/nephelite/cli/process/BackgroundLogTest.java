package dev.nephelite.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BackgroundLogTest {
    private static final int MAX_BYTES = 20;

    private final ByteArrayOutputStream starter = new ByteArrayOutputStream();
    private final BackgroundLog log = new BackgroundLog(starter, MAX_BYTES);
    private final PrintStream err = new PrintStream(log, true, StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    @Test
    void the_starting_command_gets_what_is_printed_during_the_start() throws IOException {
        err.print("one\n");
        Path file = open();
        err.print("two\n");
        log.started();
        err.print("three\n");

        assertThat(starter.toString(StandardCharsets.UTF_8)).isEqualTo("one\ntwo\n");
        assertThat(file).hasContent("two\nthree\n");
    }

    @Test
    void the_log_of_the_last_run_stays() throws IOException {
        Files.writeString(folder.resolve("nephelite.log"), "before\n");
        Path file = open();

        err.print("after\n");

        assertThat(file).hasContent("before\nafter\n");
    }

    @Test
    void a_long_log_is_continued_in_another_file() throws IOException {
        Path file = open();
        for (int line = 100; line < 110; line++) {
            err.print("line " + line + "\n");
        }

        assertThat(folder.resolve("nephelite.log.1")).hasContent("line 106\nline 107\nline 108\n");
        assertThat(file).hasContent("line 109\n");
    }

    private Path open() throws IOException {
        Path file = folder.resolve("nephelite.log");
        log.open(file);
        return file;
    }
}
