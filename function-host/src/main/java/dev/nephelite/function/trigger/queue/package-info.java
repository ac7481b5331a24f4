/**
 * Queue triggers. Start at {@link QueueTrigger}, which describes a message to the function. {@link StorageQueue} is the
 * source from which a message pump receives, and moves messages to the poison queue; triggers that store their events in a
 * queue use it too. {@code MessageSettlement} decides which messages are moved.
 */
@NullMarked
package dev.nephelite.function.trigger.queue;

import org.jspecify.annotations.NullMarked;
