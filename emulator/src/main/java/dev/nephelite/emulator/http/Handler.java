package dev.nephelite.emulator.http;

import dev.nephelite.emulator.http.HttpSyntaxGuard.Refusal;
import java.io.IOException;

/** Whoever answers the requests of an {@link HttpServer}. Called by many threads at once. */
@FunctionalInterface
public interface Handler {
    /**
     * Answers one request.
     *
     * @throws IOException if the client's connection broke while its body was read; nobody is left to answer
     */
    Response handle(HttpRequest request) throws IOException;

    /** Whether {@link #handle} needs so little time that the thread which received the request may run it. */
    default boolean isNonBlocking(HttpRequest request) {
        return false;
    }

    /** Returns the answer to a request for which no thread is left, because too many clients keep one waiting. */
    default Response whenBusy(HttpRequest request) {
        return Refusal.BUSY.response();
    }
}
