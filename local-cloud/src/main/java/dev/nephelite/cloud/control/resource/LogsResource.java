package dev.nephelite.cloud.control.resource;

import dev.nephelite.cloud.control.protocol.ControlError;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.http.tail.TailQuery;
import dev.nephelite.function.FunctionHost;
import java.util.Optional;

/** The log of the function host; empty if there is none. */
public record LogsResource(ControlledCloud cloud) implements Handler.Synchronous {
    @Override
    public Response handle(HttpRequest request) {
        TailQuery query = TailQuery.of(request).fromOldest();
        Optional<FunctionHost> host = cloud.functionHost();
        if (host.isEmpty()) {
            return Response.of(200).header("Content-Type", query.format().contentType());
        }
        try {
            return host.get().logStream().response(query);
        } catch (IllegalArgumentException invalid) {
            throw ControlError.INVALID_PARAMETER.exception(String.valueOf(invalid.getMessage()));
        }
    }
}
