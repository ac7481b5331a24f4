/**
 * Operations on blobs of any type, one class each, named as in the REST reference. Start at {@link BlobRequest}, which
 * does what all operations on a blob have in common. {@link BlobHeaders} writes the properties of a blob as response
 * headers, and {@link BlobEvents} publishes changes.
 */
@NullMarked
package dev.nephelite.blob.blob;

import org.jspecify.annotations.NullMarked;
