package dev.nephelite.junit.bridge;

import dev.nephelite.junit.cloud.TestCloud;

/** A cloud that runs until it is closed. */
public interface RunningCloud extends TestCloud, AutoCloseable {
    /** Whether queue triggers and queue outputs encode messages in Base64. False without functions. */
    boolean encodesMessages();

    /** Waits until the cloud is idle, and saves what is stored. */
    void save();

    /** Waits until the cloud is idle, and makes it again as it was when it was saved, except for timers. */
    void restore();

    /** A test begins to use this cloud, for {@link #report}. */
    void begins(String test);

    /** What has happened until now, for the person who looks for the reason of a failure. */
    String report();

    @Override
    void close();
}
