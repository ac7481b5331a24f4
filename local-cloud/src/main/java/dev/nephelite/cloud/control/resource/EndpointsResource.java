package dev.nephelite.cloud.control.resource;

import dev.nephelite.cloud.control.protocol.JsonResponse;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;

/** The URLs of the services. */
public record EndpointsResource(ControlledCloud cloud) implements Handler.Synchronous {
    @Override
    public Response handle(HttpRequest request) {
        return JsonResponse.of(200, cloud.endpoints());
    }
}
