/**
 * The log of the host and the functions. Start at {@link HostLog}, which receives every line; {@link FilteredLog}
 * applies the levels of {@code host.json}, and {@link LogHistory} keeps the newest lines for {@code nephelite logs}.
 * The command line decides where lines are written.
 */
@NullMarked
package dev.nephelite.function.log;

import org.jspecify.annotations.NullMarked;
