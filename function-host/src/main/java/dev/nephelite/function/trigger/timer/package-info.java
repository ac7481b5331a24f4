/**
 * Timer triggers: functions that run because it is time.
 *
 * <p>Start reading at {@link dev.nephelite.function.trigger.timer.TimerListener}. When a timer fires next is up to package
 * {@code schedule}; here is what happens around that: one run at a time, a status in storage that outlives the host, and
 * making up once for what was missed meanwhile.
 */
@NullMarked
package dev.nephelite.function.trigger.timer;

import org.jspecify.annotations.NullMarked;
