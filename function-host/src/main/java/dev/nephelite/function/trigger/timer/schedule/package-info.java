/**
 * Schedules of timers: the cron dialect of Azure Functions (NCRONTAB) and constant intervals. Start at
 * {@link Schedule}, a pure function from one time to the next; it knows neither the current time nor how a timer waits.
 */
@NullMarked
package dev.nephelite.function.trigger.timer.schedule;

import org.jspecify.annotations.NullMarked;
