/**
 * Tests of the program as users run it: in a separate process, with options, signals, files and a debugger port.
 * {@link Nephelite} starts it, and {@link Events} waits for its events.
 */
@NullMarked
package dev.nephelite.program;

import org.jspecify.annotations.NullMarked;
