package dev.nephelite.function.worker;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an invocation used in the process that ran it.
 *
 * @param cpu the CPU time of its thread; zero if the JVM does not measure it
 * @param allocatedBytes the memory that its thread allocated; zero if the JVM does not measure it
 * @param coldStart null unless this was the first invocation since the function was loaded
 */
public record Usage(
        Duration cpu, long allocatedBytes, @Nullable ColdStart coldStart) {
    /**
     * How long the steps took that precede the result of a first invocation.
     *
     * @param process from starting the process to its connection with the host; zero if functions run in the host's process
     * @param loading loading the app: its class loader, its services and the classes of all its functions
     * @param injection making the object whose method is the function, for example by starting a Spring context
     * @param call the rest of the first invocation, in which most classes that the function uses are loaded
     */
    public record ColdStart(Duration process, Duration loading, Duration injection, Duration call) {
        /** The sum of all steps. */
        public Duration total() {
            return process.plus(loading).plus(injection).plus(call);
        }
    }
}
