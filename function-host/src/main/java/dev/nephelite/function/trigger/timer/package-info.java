/**
 * Timer triggers. Start at {@link TimerListener}: it runs one invocation at a time, stores the timer's status in the
 * app's storage, and makes up once for runs that were missed. Package {@code schedule} computes when a timer fires.
 */
@NullMarked
package dev.nephelite.function.trigger.timer;

import org.jspecify.annotations.NullMarked;
