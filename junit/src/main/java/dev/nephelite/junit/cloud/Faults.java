package dev.nephelite.junit.cloud;

import java.time.Duration;

/**
 * Rules by which requests to the storage of a cloud fail or stall on purpose, to test how functions and clients cope. If
 * several rules apply to a request, the one that was added first decides.
 *
 * <pre>{@code
 * cloud.faults().next("PutMessage").fail(503, "ServerBusy");
 * cloud.faults().every("GetBlob").on("receipts/*").delay(Duration.ofSeconds(2));
 * }</pre>
 *
 * <p>The requests of triggers and bindings count, too. Thread-safe.
 */
public interface Faults {
    /**
     * A rule for the next request only.
     *
     * @param operation its name in the REST reference without spaces, such as {@code PutMessage}
     */
    Rule next(String operation);

    /**
     * A rule for every request.
     *
     * @param operation its name in the REST reference without spaces, such as {@code PutMessage}
     */
    Rule every(String operation);

    /** Removes all rules. */
    void clear();

    /** A rule, which its last method adds; the other methods restrict it. */
    interface Rule {
        /**
         * Only for some resources.
         *
         * @param resource a path without the account, such as {@code receipts/2026/4711} or {@code orders/messages}; an
         *     asterisk stands for any characters
         */
        Rule on(String resource);

        /**
         * Only for some of the requests, chosen at random.
         *
         * @param probability over 0, and at most 1
         * @param seed the same seed chooses the same requests again
         */
        Rule withProbability(double probability, long seed);

        /**
         * The service answers with an error and does nothing else.
         *
         * @param status 400 to 599
         * @param code such as {@code ServerBusy}
         */
        void fail(int status, String code);

        /** The request is handled only after {@code duration}, by the machine's clock. */
        void delay(Duration duration);

        /** The connection is closed without an answer, and the request is not handled. */
        void reset();

        /** The request is handled, but the connection is closed when {@code bytes} bytes of the response have been sent. */
        void cut(long bytes);
    }
}
