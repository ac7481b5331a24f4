package dev.nephelite.benchmark.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.SystemClock;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Runs the methods of a test class several times, {@value #PARALLEL} at a time. For each time it prints a line: how many methods have
 * failed, the milliseconds that passed, and the milliseconds of CPU time of this process.
 *
 * <p>Arguments: the name of the class, and how often.
 */
public final class SuiteProgram {
    /** How many methods a suite has. */
    public static final int METHODS = 500;

    /** System property: the URL of an account in the Blob service of a server that all methods share. */
    public static final String BLOB_URL = "suite.blob";

    /** System property: the URL of the same account in the Queue service. */
    public static final String QUEUE_URL = "suite.queue";

    /** System property: a shared access signature for both. */
    public static final String SIGNATURE = "suite.signature";

    static final int PARALLEL = 8;

    private SuiteProgram() {}

    public static void main(String[] args) throws ClassNotFoundException {
        Class<?> suite = Class.forName(args[0]);
        try (SystemClock clock = new SystemClock()) {
            for (int i = 0; i < Integer.parseInt(args[1]); i++) {
                run(suite, clock, System.out);
            }
        }
        // Threads of the suite must not keep the process alive.
        System.exit(0);
    }

    private static void run(Class<?> suite, Clock clock, PrintStream out) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        Duration cpuBefore = cpuTime();
        Instant begin = clock.now();
        LauncherFactory.create().execute(request(suite), listener);
        Duration elapsed = Duration.between(begin, clock.now());
        Duration cpu = cpuTime().minus(cpuBefore);
        TestExecutionSummary summary = listener.getSummary();
        out.println((METHODS - summary.getTestsSucceededCount()) + " " + elapsed.toMillis() + " " + cpu.toMillis());
    }

    private static LauncherDiscoveryRequest request(Class<?> suite) {
        return LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(suite))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter(
                        "junit.jupiter.execution.parallel.config.fixed.parallelism", Integer.toString(PARALLEL))
                .build();
    }

    private static Duration cpuTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
