/**
 * Queue triggers. Start at {@link QueueTrigger}, which describes a message to the function. {@link StorageQueue} is the
 * source from which a message pump receives; triggers that store their events in a queue use it too.
 */
@NullMarked
package dev.nephelite.function.trigger.queue;

import org.jspecify.annotations.NullMarked;
