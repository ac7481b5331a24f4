/**
 * The persistent state of the Blob service: typed records and contents in the shared store, and the background tasks
 * that expire and remove them. Start at {@link BlobStore}; {@link BlobEvents} publishes changes. Nothing here parses a
 * request or writes a response.
 */
@NullMarked
package dev.nephelite.blob.store;

import org.jspecify.annotations.NullMarked;
