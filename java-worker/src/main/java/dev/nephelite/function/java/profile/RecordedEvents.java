package dev.nephelite.function.java.profile;

import java.time.Duration;
import java.util.List;

/** The events in a recording from which profiles of functions are made, and some that explain them. */
public final class RecordedEvents {
    /** The stack of a thread that is running, once every {@link #SAMPLE_PERIOD}. */
    public static final String CPU_SAMPLE = "jdk.ExecutionSample";

    /** The stack of an allocation; its field {@code weight} estimates the bytes allocated since the last sample. */
    public static final String ALLOCATION_SAMPLE = "jdk.ObjectAllocationSample";

    /** An invocation of a function, on the thread that ran it. */
    public static final String INVOCATION = "dev.nephelite.Invocation";

    /** What a thread waits for; each event has the duration of the wait. */
    public static final List<String> WAITS = List.of(
            "jdk.FileRead",
            "jdk.FileWrite",
            "jdk.JavaMonitorEnter",
            "jdk.JavaMonitorWait",
            "jdk.SocketRead",
            "jdk.SocketWrite",
            "jdk.ThreadPark",
            "jdk.ThreadSleep");

    public static final Duration SAMPLE_PERIOD = Duration.ofMillis(20);

    static final Duration SHORTEST_WAIT = Duration.ofMillis(10);
    static final String MOST_ALLOCATION_SAMPLES = "150/s";

    /**
     * What tools show beside the samples. The environment, system properties and the command line are not recorded, because
     * they may contain keys.
     */
    static final List<String> CONTEXT = List.of(
            "jdk.CPULoad", "jdk.GCHeapSummary", "jdk.GarbageCollection", "jdk.OSInformation", "jdk.ThreadStart");

    private RecordedEvents() {}
}
