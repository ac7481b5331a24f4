package dev.nephelite.emulator.service;

import dev.nephelite.emulator.http.Response;
import java.io.IOException;

/** One operation of a service's REST API. Called by many threads at once. */
@FunctionalInterface
public interface Operation {
    /**
     * Handles an authorized request for this operation. A {@code StorageException} refuses it.
     *
     * @throws IOException if the client's connection broke while its body was read
     */
    Response handle(Request request) throws IOException;

    /** The name in the REST reference, without spaces. */
    default String name() {
        return getClass().getSimpleName();
    }
}
