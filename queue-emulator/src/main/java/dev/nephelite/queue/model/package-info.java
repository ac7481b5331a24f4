/**
 * The values of the Queue service and the rules they keep: names, messages, receipts, times, refusals.
 *
 * <p>Start reading at {@link Message}. Rules that depend on time are given the time. Nothing here knows HTTP or how
 * messages are stored.
 */
@NullMarked
package dev.nephelite.queue.model;

import org.jspecify.annotations.NullMarked;
