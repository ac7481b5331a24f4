package dev.nephelite.cloud.control.resource;

import dev.nephelite.cloud.control.protocol.ControlError;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.http.tail.TailQuery;

/** The log of the function host; empty if there is none. */
public record LogsResource(ControlledCloud cloud) implements Handler.Synchronous {
    @Override
    public Response handle(HttpRequest request) {
        try {
            TailQuery query = TailQuery.of(request).fromOldest();
            return cloud.functionHost()
                    .map(host -> host.logStream().response(query))
                    .orElseGet(() -> Response.of(200)
                            .header("Content-Type", query.format().contentType()));
        } catch (IllegalArgumentException invalid) {
            throw ControlError.INVALID_PARAMETER.exception(String.valueOf(invalid.getMessage()));
        }
    }
}
