/**
 * Queue triggers, and the pump they share with every trigger that keeps its work in a queue.
 *
 * <p>Start reading at {@link dev.nephelite.function.trigger.queue.MessagePump}: it receives, keeps what it received hidden
 * from others, and settles it by what became of it. {@link dev.nephelite.function.trigger.queue.QueueTrigger} only says
 * what a message is to a function. The pump polls as the cloud does; a server that tells of its changes wakes it earlier.
 */
@NullMarked
package dev.nephelite.function.trigger.queue;

import org.jspecify.annotations.NullMarked;
