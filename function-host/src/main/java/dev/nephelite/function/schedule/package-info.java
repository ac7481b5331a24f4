/**
 * When a timer fires: the cron dialect of Azure Functions (NCRONTAB) and constant intervals.
 *
 * <p>Start reading at {@link dev.nephelite.function.schedule.Schedule}. A schedule is a pure function from one moment
 * to the next; it knows neither the present time nor how anybody waits for it.
 */
@NullMarked
package dev.nephelite.function.schedule;

import org.jspecify.annotations.NullMarked;
