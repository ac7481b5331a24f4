package dev.nephelite.blob.account;

import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.GeoReplicationStats;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/get-blob-service-stats">Get Blob Service Stats</a>. */
public record GetBlobServiceStats() implements Operation {
    @Override
    public Response handle(Request request) {
        return GeoReplicationStats.stats(request);
    }
}
