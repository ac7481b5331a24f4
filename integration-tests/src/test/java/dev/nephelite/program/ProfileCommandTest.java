package dev.nephelite.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import dev.nephelite.client.Program;
import dev.nephelite.testing.StagedApp;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code nephelite profile}, of a function whose method {@code edited} becomes slower between two recordings. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ProfileCommandTest {
    private static final String TRIGGER = """
            {"type": "httpTrigger", "direction": "in", "name": "rounds", "authLevel": "anonymous"},
            {"type": "http", "direction": "out", "name": "$return"}""";

    private static final String STEADY = EditedFunctions.class.getName() + ".steady";
    private static final String EDITED = EditedFunctions.class.getName() + ".edited";

    @TempDir
    private static Path folder;

    private static Nephelite program;
    private static String summary = "";

    private final CommandRunner commands = new CommandRunner();

    public static final class EditedFunctions {
        private static final long CPU_NANOS = 20_000_000;

        /** Calls one method that takes the same time whenever it is called, and one that takes as long as asked. */
        public String work(@HttpTrigger(name = "rounds") String rounds) {
            return Long.toString(steady() + edited(Integer.parseInt(rounds)));
        }

        /** Spends its time in native code. */
        public String compress(@HttpTrigger(name = "rounds") String rounds) {
            long end = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime()
                    + Integer.parseInt(rounds) * CPU_NANOS;
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

        public String unused(@HttpTrigger(name = "rounds") String rounds) {
            return rounds;
        }

        private static long steady() {
            long end = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() + CPU_NANOS;
            long value = 1;
            while (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() < end) {
                for (int i = 0; i < 1_000_000; i++) {
                    value = value * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
                }
            }
            return value;
        }

        private static long edited(int rounds) {
            long end = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() + rounds * CPU_NANOS;
            long value = 2;
            while (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() < end) {
                for (int i = 0; i < 1_000_000; i++) {
                    value = value * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
                }
            }
            return value;
        }
    }

    /** Makes two profiles, since each takes seconds: one before and one after the edit. */
    @BeforeAll
    static void profile_before_and_after() throws Exception {
        Path app = folder.resolve("app");
        new StagedApp(app, EditedFunctions.class, Map.of())
                .function("work", "work", TRIGGER)
                .function("compress", "compress", TRIGGER)
                .function("unused", "unused", TRIGGER);
        program = Nephelite.start(folder.resolve("data"), Map.of(), app.toString());
        summary = profile("1", "--file=" + folder.resolve("before.jfr"));
        profile("6", "--file=" + folder.resolve("after.jfr"), "work");
    }

    /** Profiles for longer and longer, because few samples can be taken while all processors are busy. */
    private static String profile(String rounds, String... arguments) throws Exception {
        int seconds = 2;
        while (true) {
            ProfileCommandTest test = new ProfileCommandTest();
            int code = test.profileWhileCalling("work", rounds, seconds, arguments);
            String printed = test.commands.out();
            if (code == 0 && printed.contains("%  " + STEADY) && printed.contains("%  " + EDITED)) {
                return printed;
            }
            assertThat(seconds).as(printed + test.commands.err()).isLessThan(60);
            seconds *= 2;
        }
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    /** Runs the command, and calls the function until it has ended. */
    private int profileWhileCalling(String function, String rounds, int seconds, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(
                List.of("profile", "--duration=" + seconds + "s", "--location=" + folder.resolve("data")));
        all.addAll(List.of(arguments));
        FutureTask<Integer> command = new FutureTask<>(() -> commands.execute(all.toArray(String[]::new)));
        new Thread(command, "profile").start();
        HttpRequest request = HttpRequest.newBuilder(URI.create(program.function() + "/api/" + function))
                .POST(BodyPublishers.ofString(rounds))
                .build();
        while (!command.isDone()) {
            assertThat(HttpClient.newHttpClient()
                            .send(request, BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        }
        return command.get();
    }

    @Test
    void the_recording_has_the_invocations() throws IOException {
        assertThat(RecordingFile.readAllEvents(folder.resolve("before.jfr")))
                .filteredOn(event -> event.getEventType().getName().equals("dev.nephelite.Invocation"))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.getString("function")).isEqualTo("work"));
    }

    @Test
    void the_functions_that_were_called_and_their_hottest_methods_are_printed() {
        assertThat(summary.lines())
                .anyMatch(line -> line.matches("work +[1-9]\\d* +0 .*"))
                .anyMatch(line -> line.endsWith("%  " + STEADY))
                .noneMatch(line -> line.startsWith("unused"));
    }

    @Test
    void the_difference_names_the_method_that_became_slower() throws Exception {
        assertThat(commands.execute(
                        "profile",
                        "--diff",
                        folder.resolve("before.jfr").toString(),
                        folder.resolve("after.jfr").toString()))
                .isZero();

        List<String> lines = commands.out().lines().toList();
        assertThat(lines.get(0)).startsWith("work: CPU time per call: ");
        assertThat(lines.get(1)).matches("  \\+.* ms +" + Pattern.quote(EDITED) + " \\(.* ms, before .* ms\\)");
        assertThat(folder.resolve("after-functions").resolve("work.cpu.diff.html"))
                .content()
                .contains("work: change of CPU time");
    }

    @Test
    void programs_read_the_difference_as_JSON() throws Exception {
        assertThat(commands.execute(
                        "profile",
                        "work",
                        "--diff",
                        folder.resolve("before.jfr").toString(),
                        folder.resolve("after.jfr").toString(),
                        "-o",
                        "json"))
                .isZero();

        JsonNode cpu =
                new ObjectMapper().readTree(commands.out()).path("functions").get(0);
        assertThat(cpu.path("measure").asText()).isEqualTo("cpu");
        assertThat(cpu.path("after").asLong()).isGreaterThan(cpu.path("before").asLong());
        assertThat(cpu.at("/changes/0/site").asText()).isEqualTo(EDITED);
    }

    @Test
    @EnabledOnOs(
            value = {OS.LINUX, OS.MAC},
            disabledReason = "there is no async-profiler for others")
    void async_profiler_sees_native_code_as_part_of_the_function_that_calls_it() throws Exception {
        Path stacks = folder.resolve("native-functions/compress.cpu.collapsed");
        String nativeMethod = "Java_java_util_zip_Deflater_deflate";
        int seconds = 2;
        // Few samples can be taken while all processors are busy.
        while (seconds < 60
                && !(Files.exists(stacks) && Files.readString(stacks).contains(nativeMethod))) {
            int code = profileWhileCalling(
                    "compress", "1", seconds, "--async-profiler", "--file=" + folder.resolve("native.jfr"));
            assertThat(code).as(commands.err()).isZero();
            seconds *= 2;
        }

        assertThat(stacks)
                .content()
                .containsPattern("EditedFunctions\\.compress;java\\.util\\.zip\\.Deflater\\.deflate;.*" + nativeMethod)
                .doesNotContain("dev.nephelite.function.java.worker.");
        assertThat(commands.out()).containsPattern("%  \\S+ from \\S+EditedFunctions\\.compress");
        assertThat(RecordingFile.readAllEvents(folder.resolve("native.jfr")))
                .anyMatch(event -> event.getEventType().getName().equals("dev.nephelite.Invocation"));
    }

    @Test
    void a_function_that_nobody_calls_has_no_profile() {
        Path file = folder.resolve("unused.jfr");

        assertThat(commands.execute(
                        "profile", "unused", "--duration=1s", "--file=" + file, "--location=" + folder.resolve("data")))
                .isEqualTo(1);

        assertThat(commands.err()).contains("no call of unused has ended while it was recorded");
        assertThat(file).exists();
    }

    @Test
    void an_unknown_function_is_refused_before_anything_is_recorded() {
        Path file = folder.resolve("unknown.jfr");

        assertThat(commands.execute("profile", "unknown", "--file=" + file, "--location=" + folder.resolve("data")))
                .isEqualTo(2);

        assertThat(commands.err()).contains("There is no function 'unknown'. There are: ", "work", "unused");
        assertThat(file).doesNotExist();
        assertThat(folder.resolve("unknown-functions")).doesNotExist();
    }

    @Test
    void a_flame_graph_opens_in_a_browser_and_a_click_zooms_into_a_frame() throws Exception {
        Program chromium = Program.require("chromium", folder, Map.of("HOME", folder.toString()));
        Path page = folder.resolve("clicked.html");
        Files.writeString(
                page,
                Files.readString(folder.resolve("before-functions").resolve("work.cpu.html"))
                        .replace("<head>", "<head><script>window.onerror = m => document.title = m</script>")
                        .replace("</body>", CLICK + "</body>"));

        String shown = chromium.run(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--dump-dom",
                page.toUri().toString());

        assertThat(shown).contains("data-zoomed=\"" + STEADY + "\"");
    }

    /** Clicks the frame of a method, and says in the page into which frame it has zoomed. */
    private static final String CLICK = """
            <script>
                const frames = levels.flat();
                const clicked = frames.find(frame => frame.title.endsWith('.steady'));
                const at = {
                    clientX: canvas.getBoundingClientRect().left + (clicked.left + clicked.width / 2) * px,
                    clientY: canvas.getBoundingClientRect().top + canvasHeight - (clicked.level + 0.5) * 16
                };
                canvas.dispatchEvent(new MouseEvent('mousemove', at));
                canvas.dispatchEvent(new MouseEvent('click', at));
                document.body.dataset.zoomed = root.title;
            </script>
            """;
}
