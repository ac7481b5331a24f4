/**
 * Operations on blobs of any type, one class each, named as in the REST reference. Start at {@link BlobRequest}, which
 * does what all operations on a blob have in common. {@link BlobRequestHeaders} and
 * {@link BlobHeaders} have the headers that describe a blob.
 */
@NullMarked
package dev.nephelite.blob.blob;

import org.jspecify.annotations.NullMarked;
