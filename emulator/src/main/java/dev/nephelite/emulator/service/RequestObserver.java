package dev.nephelite.emulator.service;

import dev.nephelite.emulator.trace.TraceContext;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Observes the requests to storage services, for example to show them to the author of a test. Thread-safe. */
@FunctionalInterface
public interface RequestObserver {
    /** Observes nothing. */
    RequestObserver NONE = request -> status -> {};

    /**
     * A request has arrived. Called on a thread of the server, so this must return soon.
     *
     * @return receives the status of the answer when there is one; never called if the connection breaks
     */
    IntConsumer received(ReceivedRequest request);

    /**
     * A request before it is handled.
     *
     * @param operation its name in the REST reference without spaces, such as {@code PutBlob}; empty if it asks for none
     * @param account whose resource it is for
     * @param resource the decoded path below the account, such as {@code photos/cat.jpg}
     * @param client what the client calls itself in its header {@code User-Agent}; empty if it does not say
     * @param trace the span of the client that the request belongs to, or null if the client names none
     */
    record ReceivedRequest(
            String method,
            String operation,
            String account,
            String resource,
            String client,
            @Nullable TraceContext trace) {}
}
