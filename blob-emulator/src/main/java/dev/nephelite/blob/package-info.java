/**
 * The Blob service: containers and blobs behind a door that speaks the Blob REST API. Start reading at the routing
 * table, {@link dev.nephelite.blob.BlobRoutes}, which is the REST reference as a list. Knows neither queues nor
 * functions.
 *
 * <p>An operation lies with those on what it is about: {@code account}, {@code container} or {@code blob}, one type of
 * blob ({@code block}, {@code page}, {@code append}), or one side of them, such as {@code copy}, {@code lease} or {@code
 * tag}. All stand on {@code model}, the rules, and {@code store}, what is kept.
 */
@NullMarked
package dev.nephelite.blob;

import org.jspecify.annotations.NullMarked;
