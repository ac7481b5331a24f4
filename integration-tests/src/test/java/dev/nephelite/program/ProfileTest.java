package dev.nephelite.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.functions.annotation.HttpTrigger;
import dev.nephelite.testing.StagedApp;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void a_flame_graph_of_each_function_is_written_beside_the_recording() throws Exception {
        Path app = folder.resolve("app");
        new StagedApp(app, ProfiledFunctions.class, Map.of())
                .function("hot", "hot", TRIGGER)
                .function("idle", "idle", TRIGGER);
        Path recording = folder.resolve("run.jfr");
        Path profiles = folder.resolve("run-functions");

        List<String> output = profiled(app, recording, "hot", "idle");

        String hot = ProfiledFunctions.class.getName() + ".hot;" + ProfiledFunctions.class.getName() + ".compute;"
                + ProfiledFunctions.class.getName() + ".mix ";
        assertThat(Files.readAllLines(profiles.resolve("hot.cpu.collapsed")))
                .first()
                .satisfies(line -> assertThat(line).startsWith(hot));
        assertThat(profiles.resolve("hot.cpu.html"))
                .content()
                // Each name is written without what it shares with the one before.
                .contains("hot: CPU samples", "ProfiledFunctions.", "mix'")
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

    @Test
    void the_profile_of_an_earlier_start_is_replaced_but_no_file_of_the_users() throws Exception {
        Path profiles = Files.createDirectories(folder.resolve("run-functions"));
        Files.writeString(profiles.resolve("summary.txt"), "Profile of functions\n");
        Files.writeString(profiles.resolve("gone.cpu.html"), "of an earlier run");
        Files.writeString(profiles.resolve("notes.txt"), "mine");
        Path app = folder.resolve("app");
        new StagedApp(app, ProfiledFunctions.class, Map.of()).function("idle", "idle", TRIGGER);

        profiled(app, folder.resolve("run.jfr"), "idle");

        assertThat(profiles.resolve("gone.cpu.html")).doesNotExist();
        assertThat(profiles.resolve("notes.txt")).hasContent("mine");
        assertThat(Files.readAllLines(profiles.resolve("summary.txt"))).anyMatch(line -> line.matches("idle +1 +1 .*"));
    }

    private List<String> profiled(Path app, Path recording, String... functions) throws Exception {
        try (Nephelite nephelite =
                Nephelite.start(folder.resolve("data"), Map.of(), app.toString(), "--profile=" + recording)) {
            for (String function : functions) {
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(nephelite.function() + "/api/" + function))
                                        .build(),
                                BodyHandlers.ofString());
            }
            // Process.destroy would close the output before it is complete.
            nephelite.signal("TERM");
            nephelite.awaitLine(line -> line.startsWith("Profile: the recording is "));
            nephelite.await();
            return nephelite.output();
        }
    }
}
