/**
 * Crash tests: the program is killed under load, again and again on one data folder, and every acknowledged write has
 * to be there when it is restarted. Start at {@link CrashTest}. A {@link LoadedClient} takes {@link Step}s, and its
 * {@link Ledger} records which of them were acknowledged. That yields a {@link State}, and an {@link Inspection} of the
 * restarted program has to match its {@link Picture}. Nothing here knows how the program stores anything.
 */
@NullMarked
package dev.nephelite.program.crash;

import org.jspecify.annotations.NullMarked;
