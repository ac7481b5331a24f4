package dev.nephelite.cloud;

import java.time.Duration;

/** A cloud has not become idle in time. The message says what it is busy with. */
public final class NotIdleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotIdleException(Duration atMost, String busyWith) {
        super("The local cloud is not idle after " + atMost.toMillis() / 1000.0 + " seconds: " + busyWith + ".");
    }
}
