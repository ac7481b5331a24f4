package dev.nephelite.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nephelite.testing.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Programs that outlive the command that started them, and programs that do not outlive their parent. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BackgroundTest {
    private static final long HANG_SECONDS = 240;
    private static final List<String> PORTS =
            List.of("--blob-port=0", "--queue-port=0", "--function-port=0", "--control-port=0");

    @TempDir
    private Path folder;

    private NepheliteCommand run(String... arguments) throws IOException {
        return NepheliteCommand.start(folder, Map.of(), arguments);
    }

    private NepheliteCommand start(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("start"));
        all.addAll(PORTS);
        all.addAll(List.of(arguments));
        return run(all.toArray(String[]::new));
    }

    private ProcessHandle publishedProcess(Path endpoints) throws IOException {
        return ProcessHandle.of(new ObjectMapper()
                        .readTree(endpoints.toFile())
                        .required("pid")
                        .asLong())
                .orElseThrow();
    }

    private String controlUrl(Path endpoints) throws IOException {
        return new ObjectMapper()
                .readTree(endpoints.toFile())
                .required("control")
                .asText();
    }

    @Nested
    class Given_start_in_the_background {
        @Test
        void it_returns_when_everything_is_ready_and_stop_ends_what_it_leaves() throws Exception {
            Files.writeString(folder.resolve("nephelite.yml"), "location: data\nstorage-only: true\n");
            try (NepheliteCommand start = start("--background", "--log-format=json")) {
                start.awaitLine(Nephelite.READY::equals);
                assertThat(start.await()).isZero();
                assertThat(start.errors().lines())
                        .allMatch(line -> line.startsWith("{"))
                        .anyMatch(line -> line.contains("goes on in the background and writes its log to ")
                                && line.contains("nephelite.log"));
            }
            assertThat(folder.resolve("data/nephelite.log")).isRegularFile();
            ProcessHandle left = publishedProcess(folder.resolve("data/endpoints.json"));
            try (NepheliteCommand status = run("status")) {
                status.awaitLine(line -> line.startsWith("Status"));
            }
            try (NepheliteCommand stop = run("stop", "--url=" + controlUrl(folder.resolve("data/endpoints.json")))) {
                assertThat(stop.await()).isZero();
            } finally {
                left.destroyForcibly();
            }
            assertThat(left.isAlive()).isFalse();
        }

        @Test
        void a_start_that_fails_is_reported_with_its_exit_code() throws Exception {
            Path app = ToldFunctions.stage(folder.resolve("app"));
            Files.writeString(app.resolve("host.json"), "{");
            try (NepheliteCommand start = start(app.toString(), "--background")) {
                assertThat(start.await()).isEqualTo(7);
                assertThat(start.errors())
                        .contains("host.json is not valid JSON")
                        .doesNotContain("background");
            }
        }

        @Test
        void a_program_that_could_not_be_found_again_is_refused() throws Exception {
            try (NepheliteCommand start = start("--background", "--in-memory")) {
                assertThat(start.await()).isEqualTo(2);
                assertThat(start.errors())
                        .contains("In memory, 'nephelite stop' would not find the program. Add --endpoints-file FILE.");
            }
        }
    }

    /** Whatever is killed while the program starts, and whenever. */
    @Nested
    @DisabledOnOs(OS.WINDOWS)
    class Given_a_start_in_the_background_that_is_killed {
        private static final int ROUNDS = Integer.getInteger("nephelite.crash.background.rounds", 2);

        private final SplittableRandom random = new SplittableRandom(Long.getLong("nephelite.crash.seed", 1));
        private Path temporary;
        private Path app;

        @BeforeEach
        void create() throws IOException {
            temporary = Files.createDirectory(folder.resolve("temporary"));
            app = ToldFunctions.stage(folder.resolve("app"));
        }

        private Process launch() throws IOException {
            List<String> line = NepheliteCommand.line("start", app.toString(), "--background", "--location=data");
            line.addAll(PORTS);
            line.add(1, "-Djava.io.tmpdir=" + temporary);
            return new ProcessBuilder(line)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
        }

        /** Starts the program undisturbed, and ends it. Returns how long the start took. */
        private Duration startAndStop() throws Exception {
            long begun = System.nanoTime();
            Process start = launch();
            String printed = new String(start.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(start.waitFor()).as(printed).isZero();
            Duration length = Duration.ofNanos(System.nanoTime() - begun);
            ProcessHandle left = publishedProcess(folder.resolve("data/endpoints.json"));
            left.destroy();
            left.onExit().get(HANG_SECONDS, TimeUnit.SECONDS);
            try (Stream<Path> logs = Files.list(temporary)) {
                for (Path log :
                        logs.filter(file -> file.toString().endsWith(".log")).toList()) {
                    Files.delete(log);
                }
            }
            assertThat(temporary).isEmptyDirectory();
            return length;
        }

        private Duration anyMoment(Duration length) {
            return Duration.ofNanos((long) (random.nextDouble() * length.toNanos()));
        }

        private void requireEnded(List<ProcessHandle> processes) throws Exception {
            for (ProcessHandle process : processes) {
                process.onExit().get(HANG_SECONDS, TimeUnit.SECONDS);
            }
        }

        @Test
        void nothing_is_left_of_a_start_whose_command_was_killed() throws Exception {
            Duration length = startAndStop();
            for (int round = 0; round < ROUNDS; round++) {
                Process start = launch();
                boolean ended = start.waitFor(anyMoment(length).toNanos(), TimeUnit.NANOSECONDS);
                List<ProcessHandle> started = start.descendants().toList();
                start.destroyForcibly().waitFor();
                if (ended) {
                    ProcessHandle left = publishedProcess(folder.resolve("data/endpoints.json"));
                    left.destroy();
                    requireEnded(List.of(left));
                }
                requireEnded(started);
                assertThat(folder.resolve("data/endpoints.json")).doesNotExist();
            }
            startAndStop();
        }

        @Test
        void the_command_reports_that_its_process_was_killed() throws Exception {
            Duration length = startAndStop();
            for (int round = 0; round < ROUNDS; round++) {
                Process start = launch();
                List<ProcessHandle> started = Await.until(
                        "the process has started", () -> start.children().toList(), children -> !children.isEmpty());
                start.waitFor(anyMoment(length.dividedBy(2)).toNanos(), TimeUnit.NANOSECONDS);
                List<ProcessHandle> all = start.descendants().toList();
                boolean killed = started.get(0).destroyForcibly();
                String printed = new String(start.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                int exitCode = start.waitFor();
                if (killed && exitCode != 0) {
                    assertThat(exitCode).as(printed).isEqualTo(137);
                    assertThat(printed).contains("nephelite: signal 9 has ended the process in the background before");
                }
                requireEnded(all);
            }
            startAndStop();
        }
    }

    @Nested
    @DisabledOnOs(OS.WINDOWS)
    class Given_a_program_that_exits_with_its_parent {
        @Test
        void it_ends_when_the_parent_is_killed() throws Exception {
            Path endpoints = folder.resolve("endpoints.json");
            List<String> line = new ArrayList<>(List.of("sh", "-c", "\"$@\" & wait", "sh"));
            line.addAll(NepheliteCommand.line("start", "--exit-with-parent", "--in-memory", "--storage-only"));
            line.addAll(PORTS);
            line.add("--endpoints-file=" + endpoints);
            Process parent = new ProcessBuilder(line).directory(folder.toFile()).start();
            try (BufferedReader lines = parent.inputReader(StandardCharsets.UTF_8)) {
                assertThat(Stream.generate(() -> next(lines)).anyMatch(Nephelite.READY::equals))
                        .isTrue();
            }
            ProcessHandle program = publishedProcess(endpoints);

            parent.destroyForcibly();

            program.onExit().get(HANG_SECONDS, TimeUnit.SECONDS);
            assertThat(endpoints).doesNotExist();
        }

        private String next(BufferedReader lines) {
            try {
                return Optional.ofNullable(lines.readLine())
                        .orElseThrow(() -> new AssertionError("ended before it was ready"));
            } catch (IOException broken) {
                throw new AssertionError(broken);
            }
        }
    }
}
