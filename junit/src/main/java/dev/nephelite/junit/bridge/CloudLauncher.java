package dev.nephelite.junit.bridge;

/** Starts clouds. Thread-safe. */
public interface CloudLauncher {
    /**
     * Starts a cloud and waits until its functions listen.
     *
     * @throws IllegalArgumentException if the cloud cannot be as described; the message says why
     */
    RunningCloud launch(CloudDescription description);
}
