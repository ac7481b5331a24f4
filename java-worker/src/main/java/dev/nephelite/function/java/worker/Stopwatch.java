package dev.nephelite.function.java.worker;

import java.time.Duration;

/** Measures how long code of an app takes, for statistics. Nothing else in a worker depends on the time. */
final class Stopwatch {
    private final long startedAt = System.nanoTime();

    /** The time since the stopwatch was made. */
    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }
}
