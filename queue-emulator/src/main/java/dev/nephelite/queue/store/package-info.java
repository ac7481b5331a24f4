/**
 * The queues and messages of all accounts, as records of the store.
 *
 * <p>Start reading at {@link QueueStore}. A message is found by its identity and by its place in the order of delivery;
 * neither takes longer the more messages there are. Knows no HTTP and no rule of the protocol.
 */
@NullMarked
package dev.nephelite.queue.store;

import org.jspecify.annotations.NullMarked;
