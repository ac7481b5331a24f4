/**
 * Time and randomness, injected wherever they are needed, so that tests can control them. Start at {@link Clock} and
 * {@link Ids}. Code outside this package never reads the machine's time and never creates random numbers; only waits
 * with an upper bound, such as {@code ExecutorService.awaitTermination}, use the JVM's own time, in the few classes that
 * {@code ArchitectureTest} lists.
 */
@NullMarked
package dev.nephelite.emulator.time;

import org.jspecify.annotations.NullMarked;
