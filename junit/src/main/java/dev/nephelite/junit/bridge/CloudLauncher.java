package dev.nephelite.junit.bridge;

/** Starts clouds, which share what is expensive to start. Closed after them, at the end of the test run. Thread-safe. */
public interface CloudLauncher extends AutoCloseable {
    /**
     * Starts a cloud and waits until its functions listen.
     *
     * @throws IllegalArgumentException if the cloud cannot be as described; the message says why
     */
    RunningCloud launch(CloudDescription description);

    @Override
    void close();
}
