package dev.nephelite.cloud.control.resource;

import dev.nephelite.cloud.control.protocol.JsonResponse;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import java.util.Map;

/** Whether the control plane answers. */
public record HealthResource() implements Handler.Synchronous {
    @Override
    public Response handle(HttpRequest request) {
        return JsonResponse.of(200, Map.of("status", "healthy"));
    }
}
