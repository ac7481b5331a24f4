/**
 * The Queue service. Start at {@link QueueRoutes}, the routing table, which lists all operations. It is built like the
 * Blob service: operations by topic, {@code model} with the rules, and {@code store} with the persistent state.
 */
@NullMarked
package dev.nephelite.queue;

import org.jspecify.annotations.NullMarked;
