package dev.nephelite.queue.account;

import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.GeoReplicationStats;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/get-queue-service-stats">Get Queue Service Stats</a>. */
public record GetQueueServiceStats() implements Operation {
    @Override
    public Response handle(Request request) {
        return GeoReplicationStats.stats(request);
    }
}
