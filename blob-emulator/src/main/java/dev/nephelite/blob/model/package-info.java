/**
 * The values of the Blob service and their rules: names, containers, blobs, blocks, leases and errors. Start at
 * {@link Blob}. A value is validated when it is created, so its users need not check it again. Nothing here
 * handles a request or decides how a value is stored.
 */
@NullMarked
package dev.nephelite.blob.model;

import org.jspecify.annotations.NullMarked;
