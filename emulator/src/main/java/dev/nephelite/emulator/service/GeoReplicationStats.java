package dev.nephelite.emulator.service;

import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.value.HttpDate;
import dev.nephelite.emulator.xml.XmlWriter;

/** What is to be said about the replica of a service: it is the service itself, so it lacks nothing. */
public final class GeoReplicationStats {
    private GeoReplicationStats() {}

    /** Answers who asks the replica how far it is. Nobody else can be asked. */
    public static Response stats(Request request) {
        if (!request.target().secondary()) {
            throw StorageException.invalidQueryParameter("comp", "stats");
        }
        XmlWriter xml = new XmlWriter().open("StorageServiceStats").open("GeoReplication");
        xml.element("Status", "live").element("LastSyncTime", HttpDate.format(request.receivedAt()));
        return XmlBody.response(200, xml.close().close());
    }
}
