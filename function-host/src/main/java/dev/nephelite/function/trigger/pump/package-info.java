/**
 * The message pump that all triggers with a queue share. Start at {@link MessagePump}: it receives messages from a
 * {@link MessageSource} and renews the locks of those in flight. When a {@link MessageHandler} has handled a message, {@link
 * MessageSettlement} completes it, has it retried, or moves it to the poison queue, which is called the dead-letter queue
 * here.
 */
@NullMarked
package dev.nephelite.function.trigger.pump;

import org.jspecify.annotations.NullMarked;
