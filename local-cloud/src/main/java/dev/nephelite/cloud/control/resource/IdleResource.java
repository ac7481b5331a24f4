package dev.nephelite.cloud.control.resource;

import dev.nephelite.cloud.control.protocol.JsonResponse;
import dev.nephelite.cloud.control.protocol.Timeout;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Answers when the cloud is idle. No thread waits for that. */
public record IdleResource(ControlledCloud cloud) implements Handler {
    private static final int DEFAULT_SECONDS = 30;

    @Override
    public CompletionStage<Response> handle(HttpRequest request) {
        return cloud.idle(Timeout.of(request, DEFAULT_SECONDS))
                .thenApply(idle -> JsonResponse.of(200, Map.of("status", "idle")));
    }
}
