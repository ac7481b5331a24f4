package dev.nephelite.program.crash;

import dev.nephelite.program.Nephelite;
import java.io.IOException;
import java.net.http.HttpClient;

/** Both storage services of a running program, and its control plane. */
record Storage(Wire blobs, Wire queues, Wire control) {
    static Storage of(Nephelite nephelite, HttpClient http) throws IOException {
        return new Storage(
                new Wire(http, nephelite.blob()),
                new Wire(http, nephelite.queue()),
                new Wire(http, nephelite.control()));
    }
}
