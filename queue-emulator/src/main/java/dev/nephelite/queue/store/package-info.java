/**
 * The persistent state of the Queue service. Start at {@link QueueStore}. A message is found by its id or by its
 * position in the delivery order, in the same time however many messages there are. Nothing here knows HTTP or a rule
 * of the protocol.
 */
@NullMarked
package dev.nephelite.queue.store;

import org.jspecify.annotations.NullMarked;
