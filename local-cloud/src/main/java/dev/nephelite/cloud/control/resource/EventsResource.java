package dev.nephelite.cloud.control.resource;

import dev.nephelite.cloud.control.protocol.ControlError;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.http.tail.TailQuery;

/** The change events of storage. */
public record EventsResource(ControlledCloud cloud) implements Handler.Synchronous {
    @Override
    public Response handle(HttpRequest request) {
        try {
            return cloud.events().response(TailQuery.of(request).fromOldest());
        } catch (IllegalArgumentException invalid) {
            throw ControlError.INVALID_PARAMETER.exception(String.valueOf(invalid.getMessage()));
        }
    }
}
