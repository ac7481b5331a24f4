/** The operations on queues, one class each, named as the REST reference names them. */
@NullMarked
package dev.nephelite.queue.queue;

import org.jspecify.annotations.NullMarked;
