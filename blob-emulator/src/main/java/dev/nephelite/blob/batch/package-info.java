/** Blob Batch: several requests in one multipart body, each with its own response. Start at {@link BlobBatch}. */
@NullMarked
package dev.nephelite.blob.batch;

import org.jspecify.annotations.NullMarked;
