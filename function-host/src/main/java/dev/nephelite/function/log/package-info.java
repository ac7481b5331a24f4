/**
 * What the host and the functions say, line by line, on its way to people.
 *
 * <p>Start reading at {@link dev.nephelite.function.log.HostLog}, to which everything is said; {@link
 * dev.nephelite.function.log.FilteredLog} leaves out what {@code host.json} does not want, and {@link
 * dev.nephelite.function.log.LogHistory} keeps the newest lines for those who ask later. Where lines end up, on a
 * console, in a file or with a client, whoever runs the host decides.
 */
@NullMarked
package dev.nephelite.function.log;

import org.jspecify.annotations.NullMarked;
