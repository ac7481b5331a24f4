package dev.nephelite.queue.account;

import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.properties.ServicePropertiesCache;
import dev.nephelite.emulator.service.CorsFilter;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/preflight-queue-request">Preflight Queue Request</a>. */
public record PreflightQueueRequest(ServicePropertiesCache cache) implements Operation {
    @Override
    public Response handle(Request request) {
        return CorsFilter.preflight(
                request.headers(), cache.of(request.account()).cors());
    }
}
