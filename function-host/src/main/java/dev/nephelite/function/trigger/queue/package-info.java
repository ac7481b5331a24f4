/**
 * Queue triggers, and the message pump that all triggers with a queue share. Start at {@link MessagePump}: it receives
 * messages, keeps those in flight hidden, and deletes, retries or moves them to the poison queue. It polls as the cloud
 * does; notifications of the server wake it earlier. {@link QueueTrigger} describes a message to the function.
 */
@NullMarked
package dev.nephelite.function.trigger.queue;

import org.jspecify.annotations.NullMarked;
