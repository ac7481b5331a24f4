/**
 * One invocation from the event to its outputs: inputs are read, the worker runs the function, outputs are written, and
 * the log tells of it in the words of the cloud.
 *
 * <p>Start reading at {@link dev.nephelite.function.invocation.FunctionInvoker}. What {@code host.json} says about log
 * levels is decided here too, by {@link dev.nephelite.function.log.FilteredLog}.
 */
@NullMarked
package dev.nephelite.function.invocation;

import org.jspecify.annotations.NullMarked;
