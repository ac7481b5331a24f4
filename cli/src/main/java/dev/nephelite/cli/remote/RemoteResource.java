package dev.nephelite.cli.remote;

import dev.nephelite.cli.remote.RemoteServer.ContentReader;
import java.io.IOException;

/** A resource of a running Nephelite: a path of one of its servers. */
public record RemoteResource(RemoteServer server, String path) {
    /** Returns what it has. */
    public String get() throws IOException, InterruptedException {
        return server.get(path);
    }

    /**
     * Sends JSON to it and returns the answer.
     *
     * @param json empty to send nothing
     */
    public String send(String method, String json) throws IOException, InterruptedException {
        return server.send(method, path, json);
    }

    /** Lets {@code reader} read what it has as it arrives. */
    public void get(ContentReader reader) throws IOException, InterruptedException {
        server.get(path, reader);
    }

    /** Posts nothing to it, and lets {@code reader} read the answer as it arrives. */
    public void post(ContentReader reader) throws IOException, InterruptedException {
        server.post(path, reader);
    }
}
