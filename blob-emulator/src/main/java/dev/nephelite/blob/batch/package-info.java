/**
 * Many requests in one: a body of many parts, each of which is a request of its own with an answer of its own.
 *
 * <p>Start reading at {@link BlobBatch}.
 */
@NullMarked
package dev.nephelite.blob.batch;

import org.jspecify.annotations.NullMarked;
