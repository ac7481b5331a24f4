package dev.nephelite.cli.remote;

import java.io.IOException;

/** A resource of a running Nephelite: a path of one of its servers. */
public record RemoteResource(RemoteServer server, String path) {
    /** Returns what it has. */
    public String get() throws IOException, InterruptedException {
        return server.get(path);
    }
}
