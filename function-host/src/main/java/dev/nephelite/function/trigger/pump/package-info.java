/**
 * The message pump that all triggers with a queue share. Start at {@link MessagePump}: it receives messages from a
 * {@link MessageSource}, renews the locks of those in flight, and completes, retries or dead-letters them when their
 * {@linkplain MessagePump.Handler handler} has finished.
 */
@NullMarked
package dev.nephelite.function.trigger.pump;

import org.jspecify.annotations.NullMarked;
