/**
 * The things of the Blob service and the rules they keep: names, containers, blobs, blocks, and everything the service
 * may refuse.
 *
 * <p>A value cannot be wrong: whoever holds one need not check it again. Nothing here knows of HTTP or of the store.
 */
@NullMarked
package dev.nephelite.blob.model;

import org.jspecify.annotations.NullMarked;
