package dev.nephelite.cloud.control.resource;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nephelite.cloud.control.protocol.ControlError;
import dev.nephelite.cloud.control.protocol.ControlException;
import dev.nephelite.cloud.control.protocol.JsonRequest;
import dev.nephelite.cloud.control.protocol.JsonResponse;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.function.FunctionHost;
import dev.nephelite.function.debugger.DebuggableProcesses;
import dev.nephelite.function.debugger.DebuggerPort;
import dev.nephelite.function.worker.DebuggerAgent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The port to which a debugger of functions connects, and what the debugger does. Each operation answers with the state. */
public record DebuggerResource(ControlledCloud cloud) {
    private static final String PORT = "port";
    private static final String SUSPEND = "suspend";
    private static final String EXAMPLE = "{\"port\": 5005, \"suspend\": false}";
    private static final int DEFAULT_PORT = 5005;

    /** Answers with the state. */
    public Response state(HttpRequest request) {
        return response(host());
    }

    /** Answers when the port is open. No thread waits for that. */
    public CompletionStage<Response> open(HttpRequest request) throws IOException {
        FunctionHost host = host();
        DebuggerPort port = port(request);
        processes(host);
        CompletableFuture<Integer> opened;
        try {
            opened = host.openDebuggerPort(port);
        } catch (UncheckedIOException failed) {
            if (failed.getCause() instanceof SocketException) {
                throw ControlError.PORT_UNAVAILABLE.exception(
                        "Port %s for the debugger cannot be opened: %s. Choose another port; 0 picks a free one."
                                .formatted(port.number(), failed.getCause().getMessage()));
            }
            throw failed;
        }
        return opened.handle((number, late) -> {
            if (late != null) {
                throw ControlError.STARTING.exception(String.valueOf(late.getMessage()));
            }
            return response(host);
        });
    }

    /** Closes the port. */
    public Response close(HttpRequest request) {
        FunctionHost host = host();
        processes(host).closePort();
        return response(host);
    }

    private static DebuggerPort port(HttpRequest request) throws IOException {
        JsonNode wanted = JsonRequest.object(request, EXAMPLE, Set.of(PORT, SUSPEND));
        JsonNode port = wanted.path(PORT);
        JsonNode suspend = wanted.path(SUSPEND);
        if ((port.isMissingNode() || port.isInt()) && (suspend.isMissingNode() || suspend.isBoolean())) {
            try {
                return new DebuggerPort(port.asInt(DEFAULT_PORT), suspend.asBoolean());
            } catch (IllegalArgumentException ignored) {
                // Refused below, like a value of another type.
            }
        }
        throw JsonRequest.refusal(EXAMPLE);
    }

    private FunctionHost host() {
        return cloud.functionHost().orElseThrow(() -> noWorker("No function app runs."));
    }

    private static DebuggableProcesses processes(FunctionHost host) {
        return host.processes()
                .orElseThrow(
                        () -> noWorker("Functions run in the process of Nephelite itself, whose port for a debugger is"
                                + " opened when it starts and closed when it ends."));
    }

    private static ControlException noWorker(String reason) {
        return ControlError.NO_WORKER_PROCESS.exception(reason);
    }

    private static Response response(FunctionHost host) {
        Optional<DebuggerPort> port = port(host);
        Map<String, @Nullable Object> state = new LinkedHashMap<>();
        state.put(PORT, port.map(DebuggerPort::number).orElse(null));
        state.put(SUSPEND, port.map(DebuggerPort::suspended).orElse(false));
        state.put("attached", host.debuggers().attachedTo());
        state.put("held", host.debuggers().held());
        return JsonResponse.of(200, state);
    }

    /** The port of the process that runs the functions, which may be this one. */
    private static Optional<DebuggerPort> port(FunctionHost host) {
        Optional<DebuggableProcesses> processes = host.processes();
        if (processes.isPresent()) {
            return processes.get().port();
        }
        OptionalInt own = DebuggerAgent.port();
        return own.isPresent() ? Optional.of(new DebuggerPort(own.getAsInt(), false)) : Optional.empty();
    }
}
