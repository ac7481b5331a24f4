package dev.nephelite.benchmark.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CompilerTimeTest {
    @TempDir
    private Path threads;

    private void thread(String id, String name, String counters) throws IOException {
        Path folder = Files.createDirectory(threads.resolve(id));
        Files.writeString(folder.resolve("comm"), name + "\n");
        Files.writeString(folder.resolve("schedstat"), counters + "\n");
    }

    @Test
    void only_threads_that_compile_are_counted() throws IOException {
        thread("11", "C1 CompilerThre", "3000 500 7");
        thread("12", "C2 CompilerThre", "20000 0 1");
        thread("13", "VM Thread", "100000 1 1");
        Files.createDirectory(threads.resolve("14"));

        assertThat(CompilerTime.of(threads).nanos()).isEqualTo(Map.of("11", 3_000L, "12", 20_000L));
    }

    @Test
    void the_time_since_an_earlier_reading_has_that_of_new_threads_but_not_of_those_that_have_ended() {
        CompilerTime earlier = new CompilerTime(Map.of("11", 1_000L, "12", 5_000L));
        CompilerTime later = new CompilerTime(Map.of("11", 1_200L, "13", 30L));

        assertThat(later.since(earlier)).isEqualTo(Duration.ofNanos(230));
    }
}
