package dev.nephelite.emulator.service;

import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.value.HttpDate;
import dev.nephelite.emulator.xml.XmlWriter;

/** The replication status of a service. The secondary endpoint serves the same data, so it is always up to date. */
public final class GeoReplicationStats {
    private GeoReplicationStats() {}

    /** The response with the status. Refuses requests to the primary endpoint, which has none. */
    public static Response stats(Request request) {
        if (!request.target().secondary()) {
            throw StorageException.invalidQueryParameter("comp", "stats");
        }
        XmlWriter xml = new XmlWriter().open("StorageServiceStats").open("GeoReplication");
        xml.element("Status", "live").element("LastSyncTime", HttpDate.format(request.receivedAt()));
        return XmlBody.response(200, xml.close().close());
    }
}
