package dev.nephelite.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.functions.annotation.HttpTrigger;
import dev.nephelite.testing.Await;
import dev.nephelite.testing.StagedApp;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.Deflater;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code nephelite start --profile} with functions that compute, allocate and wait. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ProfileTest {
    private static final String TRIGGER = """
            {"type": "httpTrigger", "direction": "in", "name": "body", "authLevel": "anonymous"},
            {"type": "http", "direction": "out", "name": "$return"}""";

    @TempDir
    private Path folder;

    public static final class ProfiledFunctions {
        private static final long CPU_NANOS = 600_000_000;

        public String hot(@HttpTrigger(name = "body") String body) {
            return "computed " + compute();
        }

        public String process(@HttpTrigger(name = "body") String body) {
            return Long.toString(ProcessHandle.current().pid());
        }

        /** Spends its time in native code. */
        public String compress(@HttpTrigger(name = "body") String body) {
            long end = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() + CPU_NANOS;
            byte[] input = new byte[1_000_000];
            byte[] output = new byte[input.length];
            long length = 0;
            while (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() < end) {
                Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
                deflater.setInput(input);
                deflater.finish();
                length += deflater.deflate(output);
                deflater.end();
            }
            return Long.toString(length);
        }

        /** Samples are taken of threads that use a CPU, so the time of the CPU is what counts. */
        private static long compute() {
            long end = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() + CPU_NANOS;
            long value = 1;
            while (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() < end) {
                value = mix(value);
            }
            return value;
        }

        private static long mix(long seed) {
            long value = seed;
            for (int i = 0; i < 1_000_000; i++) {
                value = value * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
            }
            return value;
        }

        @SuppressWarnings("WaitNotInLoop") // Waking up early shows as waiting, too.
        public String idle(@HttpTrigger(name = "body") String body) throws InterruptedException {
            Object monitor = new Object();
            synchronized (monitor) {
                monitor.wait(200);
            }
            throw new IllegalStateException("This function fails.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--in-process", "--no-in-process"})
    void a_flame_graph_of_each_function_is_written_beside_the_recording(String option) throws Exception {
        Path app = folder.resolve("app");
        new StagedApp(app, ProfiledFunctions.class, Map.of())
                .function("hot", "hot", TRIGGER)
                .function("idle", "idle", TRIGGER);
        Path recording = folder.resolve("run.jfr");
        Path profiles = folder.resolve("run-functions");

        List<String> output = profiled(app, recording, List.of(option), "hot", "idle");

        String hot = ProfiledFunctions.class.getName() + ".hot;" + ProfiledFunctions.class.getName() + ".compute;"
                + ProfiledFunctions.class.getName() + ".mix ";
        assertThat(Files.readAllLines(profiles.resolve("hot.cpu.collapsed")))
                .first()
                .satisfies(line -> assertThat(line).startsWith(hot));
        assertThat(profiles.resolve("hot.cpu.html"))
                .content()
                // Each name is written without what it shares with the one before.
                .contains("hot: CPU time", "ProfiledFunctions.", "mix'", "' ms'")
                .doesNotContainPattern("(href|src)\\s*=|url\\(|@import|https?://(?!www\\.w3\\.org/2000/svg)");
        assertThat(Files.readAllLines(profiles.resolve("idle.wall.collapsed")))
                .anyMatch(line -> line.startsWith(ProfiledFunctions.class.getName() + ".idle;java.lang.Object.wait"));
        assertThat(profiles.resolve("idle.wall.html")).exists();
        assertThat(output)
                .anyMatch(line -> line.matches("hot +1 +0 .* ms .*"))
                .anyMatch(line -> line.matches("idle +1 +1 .* ms .*"))
                .anyMatch(line -> line.endsWith("% " + " " + ProfiledFunctions.class.getName() + ".mix"))
                .contains("Profile: the recording is " + recording + ", the flame graphs are in " + profiles + ".");
        assertThat(RecordingFile.readAllEvents(recording))
                .filteredOn(event -> event.getEventType().getName().equals("dev.nephelite.Invocation"))
                .extracting(event -> event.getString("function"))
                .containsExactlyInAnyOrder("hot", "idle");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--in-process", "--no-in-process"})
    @EnabledOnOs(
            value = {OS.LINUX, OS.MAC},
            disabledReason = "there is no async-profiler for others")
    void native_code_is_in_the_flame_graph_if_async_profiler_takes_the_samples(String option) throws Exception {
        Path app = folder.resolve("app");
        new StagedApp(app, ProfiledFunctions.class, Map.of()).function("compress", "compress", TRIGGER);
        Path recording = folder.resolve("run.jfr");

        List<String> output = profiled(app, recording, List.of(option, "--async-profiler"), "compress");

        assertThat(folder.resolve("run-functions/compress.cpu.collapsed"))
                .content()
                .containsPattern("ProfiledFunctions\\.compress;java\\.util\\.zip\\.Deflater\\.deflate;.*"
                        + "Java_java_util_zip_Deflater_deflate")
                .doesNotContain("dev.nephelite.function.java.worker.");
        assertThat(output).anyMatch(line -> line.matches("compress +1 +0 .* ms .*"));
        assertThat(invocations(recording, "compress")).isEqualTo(1);
    }

    @Test
    void functions_in_two_worker_processes_are_recorded_in_both_and_drawn_together() throws Exception {
        Path app = folder.resolve("app");
        new StagedApp(app, ProfiledFunctions.class, Map.of("FUNCTIONS_WORKER_PROCESS_COUNT", "2"))
                .function("hot", "hot", TRIGGER)
                .function("process", "process", TRIGGER);
        Path recording = folder.resolve("run.jfr");
        Path profiles = folder.resolve("run-functions");

        try (Nephelite nephelite =
                Nephelite.start(folder.resolve("data"), Map.of(), app.toString(), "--profile=" + recording)) {
            Set<String> processes = new HashSet<>();
            Await.until("both processes have been called", () -> {
                processes.add(call(nephelite, "process"));
                return processes.size() == 2;
            });
            // The processes take turns.
            call(nephelite, "hot");
            call(nephelite, "hot");
            stop(nephelite);
        }

        assertThat(invocations(recording, "hot")).isEqualTo(1);
        assertThat(invocations(profiles.resolve("process-2.jfr"), "hot")).isEqualTo(1);
        assertThat(Files.readAllLines(profiles.resolve("summary.txt"))).anyMatch(line -> line.matches("hot +2 +0 .*"));
        assertThat(Files.readAllLines(profiles.resolve("hot.cpu.collapsed")))
                .first()
                .satisfies(line -> assertThat(line).contains("ProfiledFunctions.mix "));
    }

    private static long invocations(Path recording, String function) throws IOException {
        return RecordingFile.readAllEvents(recording).stream()
                .filter(event -> event.getEventType().getName().equals("dev.nephelite.Invocation"))
                .filter(event -> event.getString("function").equals(function))
                .count();
    }

    @Test
    void the_profile_of_an_earlier_start_is_replaced_but_no_file_of_the_users() throws Exception {
        Path profiles = Files.createDirectories(folder.resolve("run-functions"));
        Files.writeString(profiles.resolve("summary.txt"), "Profile of functions\n");
        Files.writeString(profiles.resolve("gone.cpu.html"), "of an earlier run");
        Files.writeString(profiles.resolve("notes.txt"), "mine");
        Path app = folder.resolve("app");
        new StagedApp(app, ProfiledFunctions.class, Map.of()).function("idle", "idle", TRIGGER);

        profiled(app, folder.resolve("run.jfr"), List.of("--no-in-process"), "idle");

        assertThat(profiles.resolve("gone.cpu.html")).doesNotExist();
        assertThat(profiles.resolve("notes.txt")).hasContent("mine");
        assertThat(Files.readAllLines(profiles.resolve("summary.txt"))).anyMatch(line -> line.matches("idle +1 +1 .*"));
    }

    private List<String> profiled(Path app, Path recording, List<String> options, String... functions)
            throws Exception {
        List<String> arguments = new ArrayList<>(List.of(app.toString(), "--profile=" + recording));
        arguments.addAll(options);
        try (Nephelite nephelite =
                Nephelite.start(folder.resolve("data"), Map.of(), arguments.toArray(String[]::new))) {
            for (String function : functions) {
                call(nephelite, function);
            }
            stop(nephelite);
            return nephelite.output();
        }
    }

    private static String call(Nephelite nephelite, String function) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(nephelite.function() + "/api/" + function))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    /** Process.destroy would close the output before it is complete. */
    private static void stop(Nephelite nephelite) throws IOException, InterruptedException {
        nephelite.signal("TERM");
        nephelite.awaitLine(line -> line.startsWith("Profile: the recording is "));
        nephelite.await();
    }
}
