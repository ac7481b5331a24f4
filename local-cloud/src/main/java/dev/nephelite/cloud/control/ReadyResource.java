package dev.nephelite.cloud.control;

import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import java.util.Map;

/** Whether storage accepts requests and the function app, if there is one, has been loaded. */
record ReadyResource(ControlledCloud cloud) implements Handler.Synchronous {
    @Override
    public Response handle(HttpRequest request) {
        cloud.requireReady();
        return JsonResponse.of(200, Map.of("status", "ready"));
    }
}
