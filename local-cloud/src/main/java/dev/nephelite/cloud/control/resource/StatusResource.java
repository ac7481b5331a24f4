package dev.nephelite.cloud.control.resource;

import dev.nephelite.cloud.control.protocol.ControlError;
import dev.nephelite.cloud.control.protocol.ControlException;
import dev.nephelite.cloud.control.protocol.JsonResponse;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.function.FunctionHost;
import dev.nephelite.function.admin.HostControl.HostState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What runs, since when, and whether it is ready. Answers with 200 whatever the state is. */
public record StatusResource(ControlledCloud cloud) implements Handler.Synchronous {
    @Override
    public Response handle(HttpRequest request) {
        Map<String, @Nullable Object> status = new LinkedHashMap<>(readiness());
        status.put("startedAt", cloud.startedAt().toString());
        status.put(
                "dataFolder",
                cloud.dataFolder()
                        .map(Path::toAbsolutePath)
                        .map(Path::normalize)
                        .map(Path::toString)
                        .orElse(null));
        status.put("process", cloud.process().map(StatusResource::process).orElse(null));
        status.put("endpoints", cloud.endpoints());
        return JsonResponse.of(200, status);
    }

    private Map<String, @Nullable Object> readiness() {
        try {
            cloud.requireReady();
        } catch (ControlException notReady) {
            String state = notReady.error() == ControlError.APP_FAILED ? "failed" : "starting";
            return state(state, notReady.getMessage(), null);
        }
        Optional<FunctionHost> host = cloud.functionHost();
        if (host.isPresent() && host.get().state() == HostState.OFFLINE) {
            return state("offline", "The app is offline until app_offline.htm is removed.", null);
        }
        return state("ready", null, host.map(StatusResource::functions).orElse(null));
    }

    private static Map<String, @Nullable Object> process(ProcessHandle process) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", process.pid());
        // With it, a process of the same id on another machine is recognized.
        json.put(
                "startedAt",
                process.info().startInstant().map(Instant::toString).orElse(null));
        return json;
    }

    private static Map<String, Integer> functions(FunctionHost host) {
        Map<String, Integer> functions = new LinkedHashMap<>();
        functions.put("total", host.functions().size());
        functions.put("inError", (int) host.functions().stream()
                .filter(function -> !function.errors().isEmpty())
                .count());
        return functions;
    }

    private static Map<String, @Nullable Object> state(
            String name, @Nullable String message, @Nullable Map<String, Integer> functions) {
        Map<String, @Nullable Object> state = new LinkedHashMap<>();
        state.put("status", name);
        state.put("message", message);
        state.put("functions", functions);
        return state;
    }
}
