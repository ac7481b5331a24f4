/**
 * The values of the Queue service and their rules: names, messages, pop receipts, times and errors. Start at
 * {@link Message}. Rules that depend on time take it as a parameter. Nothing here knows HTTP or how messages are
 * stored.
 */
@NullMarked
package dev.nephelite.queue.model;

import org.jspecify.annotations.NullMarked;
