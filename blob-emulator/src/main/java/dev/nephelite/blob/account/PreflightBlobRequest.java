package dev.nephelite.blob.account;

import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.properties.ServicePropertiesCache;
import dev.nephelite.emulator.service.CorsFilter;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/preflight-blob-request">Preflight Blob Request</a>. */
public record PreflightBlobRequest(ServicePropertiesCache properties) implements Operation {
    @Override
    public Response handle(Request request) {
        return CorsFilter.preflight(
                request.headers(), properties.of(request.account()).cors());
    }
}
