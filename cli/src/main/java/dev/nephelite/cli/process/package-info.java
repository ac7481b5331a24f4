/**
 * The process itself: exit codes, signals, time limits, a second JVM for the debugger, and the class archive that makes starts
 * faster. Start at {@link ExitCodes}.
 */
@NullMarked
package dev.nephelite.cli.process;

import org.jspecify.annotations.NullMarked;
