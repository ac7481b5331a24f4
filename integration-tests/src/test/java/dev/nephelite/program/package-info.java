/**
 * The program as its users have it: a process of its own, with options, signals, files and a debugger port.
 *
 * <p>{@link Nephelite} starts it, {@link Events} waits for what happens in it.
 */
@NullMarked
package dev.nephelite.program;

import org.jspecify.annotations.NullMarked;
