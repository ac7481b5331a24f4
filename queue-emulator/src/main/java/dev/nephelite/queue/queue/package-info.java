/** Operations on queues, one class each, named as in the REST reference. Start at {@link CreateQueue}. */
@NullMarked
package dev.nephelite.queue.queue;

import org.jspecify.annotations.NullMarked;
