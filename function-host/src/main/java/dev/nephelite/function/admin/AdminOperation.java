package dev.nephelite.function.admin;

import dev.nephelite.emulator.http.Response;
import java.io.IOException;

/** Answers one kind of request to the administration. Called by many threads at once. */
@FunctionalInterface
interface AdminOperation {
    /**
     * Answers one request.
     *
     * @throws IOException if the client's connection broke while its body was read
     */
    Response handle(AdminRequest request) throws IOException;
}
