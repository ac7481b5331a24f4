/**
 * The Blob service. Start at {@link BlobRoutes}, the routing table, which lists all operations. An operation is in the
 * package of its topic: {@code account}, {@code container} or {@code blob}; one type of blob ({@code block},
 * {@code page}, {@code append}); or one feature, such as {@code copy}, {@code lease} or {@code tag}. All of them use
 * {@code model}, the rules, and {@code store}, the persistent state. Nothing here knows of queues or functions.
 */
@NullMarked
package dev.nephelite.blob;

import org.jspecify.annotations.NullMarked;
