/**
 * Debuggers: while one holds code of an app, every deadline stands still. Start at {@link
 * dev.nephelite.function.debugger.Deadlines}.
 */
@NullMarked
package dev.nephelite.function.debugger;

import org.jspecify.annotations.NullMarked;
