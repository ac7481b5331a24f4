/**
 * One invocation, from the trigger to its outputs: reads inputs, has the worker run the function, writes outputs, and
 * logs all of it as the cloud does. Start at {@link FunctionInvoker}. Timeouts, retries and the detection of deadlocks
 * are here too.
 */
@NullMarked
package dev.nephelite.function.invocation;

import org.jspecify.annotations.NullMarked;
