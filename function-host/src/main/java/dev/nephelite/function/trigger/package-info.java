/**
 * What makes a function run: queue messages, blobs, the time, HTTP requests.
 *
 * <p>Start reading at {@link dev.nephelite.function.trigger.TriggerType}: adding a kind of trigger is adding a class. A
 * trigger finds its event, keeps it safe until the function has run, and settles it; binding inputs and outputs and the
 * call itself lie behind {@link dev.nephelite.function.trigger.Invoker}.
 */
@NullMarked
package dev.nephelite.function.trigger;

import org.jspecify.annotations.NullMarked;
