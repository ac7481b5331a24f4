package dev.nephelite.cli.remote;

import dev.nephelite.cli.remote.RemoteServer.ContentReader;
import java.io.IOException;

/** A resource of a running Nephelite: a path of one of its servers. */
public record RemoteResource(RemoteServer server, String path) {
    /** Returns what it has. */
    public String get() throws IOException, InterruptedException {
        return server.get(path);
    }

    /** Posts nothing to it, and lets {@code reader} read the answer as it arrives. */
    public void post(ContentReader reader) throws IOException, InterruptedException {
        server.post(path, reader);
    }
}
