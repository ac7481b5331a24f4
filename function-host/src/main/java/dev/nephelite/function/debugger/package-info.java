/**
 * Debuggers: while one holds code of an app, every deadline stands still. Start at {@link
 * dev.nephelite.function.debugger.DebuggerState}, which knows what is held; {@link
 * dev.nephelite.function.debugger.DebuggerWatch} polls this process.
 */
@NullMarked
package dev.nephelite.function.debugger;

import org.jspecify.annotations.NullMarked;
