/**
 * The Blob service: containers and blobs behind a door that speaks the Blob REST API. Start reading at the routing table,
 * which is the REST reference as a list; it knows neither queues nor functions.
 */
@NullMarked
package dev.nephelite.blob;

import org.jspecify.annotations.NullMarked;
