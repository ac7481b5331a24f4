/**
 * The Blob service: containers and blobs behind a door that speaks the Blob REST API. Start reading at the routing
 * table, {@link dev.nephelite.blob.BlobRoutes}, which is the REST reference as a list. Knows neither queues nor
 * functions.
 */
@NullMarked
package dev.nephelite.blob;

import org.jspecify.annotations.NullMarked;
