package dev.nephelite.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jdi.AbsentInformationException;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.Location;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StackFrame;
import com.sun.jdi.Value;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.ClassPrepareRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DebuggerTest {
    private static final Path SAMPLE = Nephelite.HOME.resolve("samples/photos");
    private static final String FUNCTION = "com.example.photos.WriteRecord";
    private static final Pattern PORT = Pattern.compile("attach to localhost:(\\d+)");
    /** Ends a test that hangs; no assertion depends on it. */
    private static final long HANG_MILLIS = 240_000;

    @Test
    void a_breakpoint_in_a_queue_function_is_hit_and_the_function_goes_on(@TempDir Path data) throws Exception {
        try (Nephelite nephelite = Nephelite.start(data, Map.of(), "--debug=0", SAMPLE.toString());
                Events events = Events.of(nephelite)) {
            VirtualMachine vm = attach(portOf(nephelite));
            ClassPrepareRequest prepare = vm.eventRequestManager().createClassPrepareRequest();
            prepare.addClassFilter(FUNCTION);
            prepare.enable();
            vm.classesByName(FUNCTION).forEach(loaded -> breakAtRun(vm, loaded));

            upload(nephelite, "nepheline.jpg");

            BreakpointEvent hit = awaitBreakpoint(vm);
            assertThat(hit.location().method().name()).isEqualTo("run");
            assertThat(valueOf(hit, "message").type().name()).isEqualTo("com.example.photos.PhotoRecord");
            vm.dispose();
            events.awaitBlob("records", "nepheline.jpg.json");
        }
    }

    private static int portOf(Nephelite nephelite) {
        String output = String.join("\n", nephelite.output());
        Matcher port = PORT.matcher(output);
        assertThat(port.find()).as(output).isTrue();
        return Integer.parseInt(port.group(1));
    }

    private static VirtualMachine attach(int port) throws Exception {
        AttachingConnector connector = Bootstrap.virtualMachineManager().attachingConnectors().stream()
                .filter(candidate -> candidate.name().equals("com.sun.jdi.SocketAttach"))
                .findFirst()
                .orElseThrow();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        Objects.requireNonNull(arguments.get("hostname")).setValue("127.0.0.1");
        Objects.requireNonNull(arguments.get("port")).setValue(Integer.toString(port));
        return connector.attach(arguments);
    }

    private static void upload(Nephelite nephelite, String name) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(nephelite.function() + "/api/photos/" + name))
                .header("Content-Type", "application/octet-stream")
                .PUT(BodyPublishers.ofFile(SAMPLE.resolve(name)))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(201);
    }

    private static BreakpointEvent awaitBreakpoint(VirtualMachine vm) throws InterruptedException {
        while (true) {
            @Nullable EventSet events = vm.eventQueue().remove(HANG_MILLIS);
            if (events == null) {
                throw new AssertionError("no breakpoint was hit");
            }
            for (Event event : events) {
                if (event instanceof ClassPrepareEvent loaded) {
                    breakAtRun(vm, loaded.referenceType());
                } else if (event instanceof BreakpointEvent hit) {
                    return hit;
                }
            }
            events.resume();
        }
    }

    private static void breakAtRun(VirtualMachine vm, ReferenceType type) {
        Location start = type.methodsByName("run").get(0).location();
        vm.eventRequestManager().createBreakpointRequest(start).enable();
    }

    private static Value valueOf(BreakpointEvent hit, String variable) throws Exception {
        StackFrame frame = hit.thread().frame(0);
        try {
            return frame.getValue(Objects.requireNonNull(frame.visibleVariableByName(variable)));
        } catch (AbsentInformationException compiledWithoutVariables) {
            return frame.getArgumentValues().get(0);
        }
    }
}
