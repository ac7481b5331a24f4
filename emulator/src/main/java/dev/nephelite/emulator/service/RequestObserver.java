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

    /** Whether it has to observe only requests that name a trace of their client, so that others cost nothing. */
    default boolean observesOnlyTraced() {
        return false;
    }

    /** An observer that passes each request on to this one and to {@code other}. */
    default RequestObserver and(RequestObserver other) {
        if (this == NONE || other == NONE) {
            return this == NONE ? other : this;
        }
        RequestObserver first = this;
        return new RequestObserver() {
            @Override
            public IntConsumer received(ReceivedRequest request) {
                IntConsumer one = first.received(request);
                IntConsumer another = other.received(request);
                return status -> {
                    one.accept(status);
                    another.accept(status);
                };
            }

            @Override
            public boolean observesOnlyTraced() {
                return first.observesOnlyTraced() && other.observesOnlyTraced();
            }
        };
    }

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
