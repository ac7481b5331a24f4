package dev.nephelite.cloud.control.resource;

import dev.nephelite.cloud.control.protocol.JsonResponse;
import dev.nephelite.cloud.control.protocol.Timeout;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Whether storage accepts requests and the function app, if there is one, has been loaded. Waits for that if the client wants
 * it; no thread does.
 */
public record ReadyResource(ControlledCloud cloud) implements Handler {
    @Override
    public CompletionStage<Response> handle(HttpRequest request) {
        return cloud.ready(Timeout.of(request, 0)).thenApply(ready -> {
            cloud.requireReady();
            return JsonResponse.of(200, Map.of("status", "ready"));
        });
    }
}
