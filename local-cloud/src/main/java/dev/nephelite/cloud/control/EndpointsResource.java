package dev.nephelite.cloud.control;

import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;

/** The URLs of the services. */
record EndpointsResource(ControlledCloud cloud) implements Handler.Synchronous {
    @Override
    public Response handle(HttpRequest request) {
        return JsonResponse.of(200, cloud.endpoints());
    }
}
