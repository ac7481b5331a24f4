package dev.nephelite.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jdi.request.EventRequest;
import dev.nephelite.testing.JdiDebugger;
import dev.nephelite.testing.JdiDebugger.BreakpointHit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A debugger holds a function for longer than its timeout. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HeldFunctionTest {
    private static final String HELD = "A debugger holds %s; deadlines stand still.";
    private static final Pattern PORT = Pattern.compile("Listening for transport dt_socket at address: .*?(\\d+)");

    /** Longer than the timeout of the functions. */
    private static final long HOLD_MILLIS = 3_000;

    private Process process;
    private PrintWriter commands;
    private BufferedReader output;
    private JdiDebugger debugger;
    private final List<String> lines = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DebuggedCloud.class.getName())
                .redirectErrorStream(true)
                .start();
        commands = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        Matcher port = PORT.matcher(awaitLine(line -> PORT.matcher(line).find()));
        assertThat(port.find()).isTrue();
        debugger = JdiDebugger.attach(Integer.parseInt(port.group(1)));
        awaitLine("ready"::equals);
    }

    @AfterEach
    void stop() {
        process.destroyForcibly();
    }

    @Test
    void a_queue_function_whose_thread_is_held_runs_once_and_succeeds() throws Exception {
        breakInWork(EventRequest.SUSPEND_EVENT_THREAD);
        commands.println("put");
        BreakpointHit hit = debugger.awaitBreakpoint();
        awaitLine(line -> line.endsWith(HELD.formatted("resize")));

        hit.removeAndResume();

        awaitSuccess();
    }

    @Test
    void a_queue_function_runs_once_and_succeeds_when_its_process_is_held() throws Exception {
        breakInWork(EventRequest.SUSPEND_ALL);
        commands.println("put");
        BreakpointHit hit = debugger.awaitBreakpoint();
        assertThat(process.waitFor(HOLD_MILLIS, TimeUnit.MILLISECONDS)).isFalse();

        hit.removeAndResume();

        awaitSuccess();
        assertThat(lines).anyMatch(line -> line.contains("The process was suspended for"));
    }

    @Test
    void a_client_gets_the_answer_of_an_HTTP_function_that_was_held() throws Exception {
        breakInWork(EventRequest.SUSPEND_EVENT_THREAD);
        commands.println("get");
        BreakpointHit hit = debugger.awaitBreakpoint();
        awaitLine(line -> line.endsWith(HELD.formatted("show")));

        hit.removeAndResume();

        assertThat(awaitLine(line -> line.startsWith("answer:"))).isEqualTo("answer: shown cat");
    }

    private void awaitSuccess() throws IOException {
        assertThat(awaitLine(line -> line.startsWith("resized"))).isEqualTo("resized cat, attempt 1");
        commands.println("count");
        assertThat(awaitLine(line -> line.startsWith("messages:"))).isEqualTo("messages: 0");
        assertThat(lines)
                .filteredOn(line -> line.contains("Executed 'Functions.resize'"))
                .singleElement()
                .asString()
                .contains("Succeeded");
        assertThat(lines).noneMatch(line -> line.contains("Timeout value"));
    }

    private String awaitLine(Predicate<String> wanted) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
            if (wanted.test(line)) {
                return line;
            }
        }
        throw new AssertionError("no such line in:\n" + String.join("\n", lines));
    }

    /** @param policy which threads a breakpoint holds */
    private void breakInWork(int policy) {
        debugger.breakAt(HeldFunctions.class.getName(), "work", policy);
    }
}
