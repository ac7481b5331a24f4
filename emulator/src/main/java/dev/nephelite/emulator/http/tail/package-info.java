/**
 * Responses that grow while they are read, such as a log. Start at {@link TailBody}, which sends the lines of a sequence from
 * a position on and then each new one; {@link TailQuery} is what a client asks for.
 */
@NullMarked
package dev.nephelite.emulator.http.tail;

import org.jspecify.annotations.NullMarked;
