package dev.nephelite.queue.account;

import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.CrossOrigin;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.settings.SettingsInForce;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/preflight-queue-request">Preflight Queue Request</a>. */
public record PreflightQueueRequest(SettingsInForce inForce) implements Operation {
    @Override
    public Response handle(Request request) {
        return CrossOrigin.preflight(
                request.headers(), inForce.of(request.account()).cors());
    }
}
