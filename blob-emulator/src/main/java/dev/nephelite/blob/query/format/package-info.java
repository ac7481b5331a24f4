/**
 * Records as they lie in a blob and as they are sent to the client: delimited text and JSON.
 *
 * <p>{@link dev.nephelite.blob.query.format.Records} hands out one record at a time, whatever the size of the blob, and
 * {@link dev.nephelite.blob.query.format.RecordWriter} writes one at a time. {@link
 * dev.nephelite.blob.query.format.TextFormat} says which of them a client means, and what separates the records.
 *
 * <p>Start reading at {@code TextFormat}.
 */
@NullMarked
package dev.nephelite.blob.query.format;

import org.jspecify.annotations.NullMarked;
