package dev.nephelite.cloud.control.resource;

import dev.nephelite.cloud.control.protocol.JsonResponse;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import java.util.Map;

/** Stops the cloud. The response is sent before. */
public record StopResource(ControlledCloud cloud) implements Handler.Synchronous {
    @Override
    public Response handle(HttpRequest request) {
        // Stopping waits for the requests in flight, of which this is one.
        new Thread(cloud::stop, "stop-requested").start();
        return JsonResponse.of(202, Map.of("status", "stopping"));
    }
}
