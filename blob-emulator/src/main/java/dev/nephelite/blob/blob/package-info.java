/**
 * Operations on blobs, one class each, as the REST reference files them.
 *
 * <p>Start reading at {@link BlobRequest}: what comes before every operation on a blob. {@link BlobHeaders} says of a
 * blob what its readers want to know, {@link BlobEvents} tells the outside what became of it.
 */
@NullMarked
package dev.nephelite.blob.blob;

import org.jspecify.annotations.NullMarked;
