package dev.nephelite.function.java.worker;

import dev.nephelite.function.worker.Usage;
import dev.nephelite.function.worker.Usage.ColdStart;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Measures what one call of a function uses on its thread. Not thread-safe: begin, call and end on that thread. */
final class CallMeter {
    private final @Nullable FirstCall first;
    private final long cpuNanos = ThreadCounters.cpuNanos();
    private final long allocatedBytes = ThreadCounters.allocatedBytes();
    private final SdkCalls sdkCalls = new SdkCalls();

    private CallMeter(@Nullable FirstCall first) {
        this.first = first;
    }

    /** For a call that is not the first of its function. */
    static CallMeter warm() {
        return new CallMeter(null);
    }

    /** For the first call of a function. */
    static CallMeter cold() {
        return new CallMeter(new FirstCall());
    }

    boolean isCold() {
        return first != null;
    }

    /** What the call calls in Azure's SDK. */
    SdkCalls sdkCalls() {
        return sdkCalls;
    }

    /** Makes the object whose method is the function. */
    <T> T instance(Callable<T> factory) throws Exception {
        return first == null ? factory.call() : first.instance(factory);
    }

    /**
     * What the call has used so far.
     *
     * @param loading how long it took to load the app
     */
    Usage usage(Duration loading) {
        return new Usage(
                Duration.ofNanos(ThreadCounters.cpuNanos() - cpuNanos),
                ThreadCounters.allocatedBytes() - allocatedBytes,
                first == null ? null : first.coldStart(loading),
                sdkCalls.ended());
    }

    /** How long the steps of a first call take. */
    private static final class FirstCall {
        private final Stopwatch all = new Stopwatch();
        private Duration injection = Duration.ZERO;

        <T> T instance(Callable<T> factory) throws Exception {
            Stopwatch stopwatch = new Stopwatch();
            try {
                return factory.call();
            } finally {
                injection = stopwatch.elapsed();
            }
        }

        ColdStart coldStart(Duration loading) {
            return new ColdStart(
                    Duration.ZERO, loading, injection, all.elapsed().minus(injection));
        }
    }

    /** What the JVM counts for the current thread; zero if it counts nothing. */
    private static final class ThreadCounters {
        private static final com.sun.management.@Nullable ThreadMXBean BEAN = bean();
        private static final boolean CPU = BEAN != null && BEAN.isCurrentThreadCpuTimeSupported();
        private static final boolean ALLOCATION = BEAN != null && BEAN.isThreadAllocatedMemorySupported();

        /** A Java runtime may lack the module. */
        private static com.sun.management.@Nullable ThreadMXBean bean() {
            return ModuleLayer.boot().findModule("jdk.management").isPresent()
                            && ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean counting
                    ? counting
                    : null;
        }

        static long cpuNanos() {
            return CPU && BEAN != null ? BEAN.getCurrentThreadCpuTime() : 0;
        }

        static long allocatedBytes() {
            return ALLOCATION && BEAN != null ? BEAN.getCurrentThreadAllocatedBytes() : 0;
        }
    }
}
