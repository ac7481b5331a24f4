package dev.nephelite.junit.cloud;

import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cloud of a test, until the test ends. The default time limit of {@link #awaitIdle()} is {@value
 * #SECONDS_TO_BECOME_IDLE} seconds.
 *
 * <p>Thread-safe.
 */
public interface TestCloud {
    /** How long {@link #awaitIdle()} waits. */
    int SECONDS_TO_BECOME_IDLE = 30;

    /** The connection string for client libraries, with a key and all endpoints. */
    String connectionString();

    /** The name of the storage account. */
    String accountName();

    /** The key of the storage account, in Base64. */
    String accountKey();

    /** The URL of the account in the Blob service, without a slash at its end. */
    URI blobEndpoint();

    /** The URL of the account in the Queue service, without a slash at its end. */
    URI queueEndpoint();

    /**
     * The URL of the function host, without a slash at its end, to which {@code /api/} and a route are added.
     *
     * @throws IllegalStateException if the cloud runs no functions
     */
    URI functionsUrl();

    /**
     * Waits until everything that has happened in storage has been handled: no function runs, and no message that is visible,
     * no new blob, no event and no timer that is due waits for one. Afterwards, nothing happens until a client writes
     * something or time passes, so a test can assert that a function was not called. Messages that are hidden, such as those
     * of a failed invocation that is retried later, do not count.
     *
     * @throws AssertionError if the cloud is not idle after {@value #SECONDS_TO_BECOME_IDLE} seconds; the message says why
     */
    void awaitIdle();

    /**
     * Like {@link #awaitIdle()}, with another time limit, by the machine's clock.
     *
     * @throws AssertionError if the cloud is not idle by then; the message says why
     */
    void awaitIdle(Duration atMost);

    /** The invocations that have ended, in the order in which they did. Each attempt is one. */
    List<FunctionInvocation> invocations();

    /**
     * The invocations of a function that have ended, in the order in which they did. Each attempt is one.
     *
     * @throws IllegalArgumentException if the cloud does not run such a function
     */
    List<FunctionInvocation> invocations(String function);

    /**
     * Runs a function again for the event of a recorded run, with the inputs that it had then, and waits for its end. Storage need not
     * contain anything for it. The outputs are written as usual.
     *
     * @param run a file with the record of the run, as {@code nephelite test} writes it; usually {@code
     *     getClass().getResource("....json")}
     * @return the new run, which may have failed
     * @throws IllegalArgumentException if there is no such file, it has no record, or the run cannot be repeated; the message says why
     */
    FunctionInvocation repeat(@Nullable URL run);

    /** The clock of the cloud. */
    TestClock clock();

    /** Lets requests to storage fail or stall on purpose. */
    Faults faults();
}
