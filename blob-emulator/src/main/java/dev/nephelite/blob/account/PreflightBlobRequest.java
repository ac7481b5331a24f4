package dev.nephelite.blob.account;

import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.CrossOrigin;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.settings.SettingsInForce;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/preflight-blob-request">Preflight Blob Request</a>. */
public record PreflightBlobRequest(SettingsInForce inForce) implements Operation {
    @Override
    public Response handle(Request request) {
        return CrossOrigin.preflight(
                request.headers(), inForce.of(request.account()).cors());
    }
}
