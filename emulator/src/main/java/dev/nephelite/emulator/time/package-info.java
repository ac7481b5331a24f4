/**
 * Time and randomness, injected wherever they are needed, so that tests and users can control them. Start at {@link Clocks}
 * and {@link Ids}. The cloud's clock, a {@link CloudClock}, can be frozen, advanced and set; the machine's clock keeps running.
 *
 * <p>Code outside this package never reads the machine's time and never creates random numbers. Only time-outs of outgoing
 * connections, and waits with an upper bound such as {@code ExecutorService.awaitTermination}, use the JVM's own time, in the
 * few classes that {@code ArchitectureTest} lists.
 */
@NullMarked
package dev.nephelite.emulator.time;

import org.jspecify.annotations.NullMarked;
