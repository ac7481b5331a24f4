package dev.nephelite.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A debugger holds a function for longer than its timeout. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HeldFunctionTest {
    private static final String HELD = "A debugger holds function '%s'; deadlines stand still.";
    private static final Pattern PORT = Pattern.compile("Listening for transport dt_socket at address: .*?(\\d+)");

    /** Longer than the timeout of the functions. */
    private static final long HOLD_MILLIS = 3_000;

    /** Ends a test that hangs; no assertion depends on it. */
    private static final long HANG_MILLIS = 240_000;

    private Process process;
    private PrintWriter commands;
    private BufferedReader output;
    private VirtualMachine debugged;
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
        debugged = attach(port.group(1));
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
        EventSet hit = awaitBreakpoint();
        awaitLine(line -> line.endsWith(HELD.formatted("resize")));

        hit.resume();

        awaitSuccess();
    }

    @Test
    void a_queue_function_runs_once_and_succeeds_when_its_process_is_held() throws Exception {
        breakInWork(EventRequest.SUSPEND_ALL);
        commands.println("put");
        EventSet hit = awaitBreakpoint();
        assertThat(process.waitFor(HOLD_MILLIS, TimeUnit.MILLISECONDS)).isFalse();

        hit.resume();

        awaitSuccess();
        assertThat(lines).anyMatch(line -> line.contains("The process was suspended for"));
    }

    @Test
    void a_client_gets_the_answer_of_an_HTTP_function_that_was_held() throws Exception {
        breakInWork(EventRequest.SUSPEND_EVENT_THREAD);
        commands.println("get");
        EventSet hit = awaitBreakpoint();
        awaitLine(line -> line.endsWith(HELD.formatted("show")));

        hit.resume();

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

    private static VirtualMachine attach(String port) throws Exception {
        AttachingConnector connector = Bootstrap.virtualMachineManager().attachingConnectors().stream()
                .filter(candidate -> candidate.name().equals("com.sun.jdi.SocketAttach"))
                .findFirst()
                .orElseThrow();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        Objects.requireNonNull(arguments.get("hostname")).setValue("127.0.0.1");
        Objects.requireNonNull(arguments.get("port")).setValue(port);
        return connector.attach(arguments);
    }

    /** @param policy which threads a breakpoint holds */
    private void breakInWork(int policy) {
        String functions = HeldFunctions.class.getName();
        ClassPrepareRequest prepare = debugged.eventRequestManager().createClassPrepareRequest();
        prepare.addClassFilter(functions);
        prepare.putProperty("policy", policy);
        prepare.enable();
        debugged.classesByName(functions).forEach(loaded -> breakInWork(loaded, policy));
    }

    private void breakInWork(ReferenceType type, int policy) {
        BreakpointRequest breakpoint = debugged.eventRequestManager()
                .createBreakpointRequest(type.methodsByName("work").get(0).location());
        breakpoint.setSuspendPolicy(policy);
        breakpoint.enable();
    }

    private EventSet awaitBreakpoint() throws InterruptedException {
        while (true) {
            @Nullable EventSet events = debugged.eventQueue().remove(HANG_MILLIS);
            if (events == null) {
                throw new AssertionError("no breakpoint was hit");
            }
            for (Event event : events) {
                if (event instanceof ClassPrepareEvent loaded) {
                    breakInWork(
                            loaded.referenceType(), (Integer) loaded.request().getProperty("policy"));
                } else if (event instanceof BreakpointEvent hit) {
                    hit.request().disable();
                    return events;
                }
            }
            events.resume();
        }
    }
}
