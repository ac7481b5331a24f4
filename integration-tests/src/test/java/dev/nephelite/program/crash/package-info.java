/**
 * What an acknowledgement is worth: the program is killed under load, again and again on one data folder, and whatever it
 * acknowledged has to be there when it is back.
 *
 * <p>Start reading at {@link CrashTest}. A {@link LoadedClient} takes {@link Step}s, and its {@link Ledger} notes which
 * of them were acknowledged; that makes a {@link State}, which has to look from outside, as an {@link Inspection} finds
 * it, just as its {@link Picture} says. Nothing here knows how the program stores anything.
 */
@NullMarked
package dev.nephelite.program.crash;

import org.jspecify.annotations.NullMarked;
