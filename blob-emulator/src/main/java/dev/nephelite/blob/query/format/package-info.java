/**
 * The formats of Query Blob Contents: delimited text and JSON, of the blob and of the result. Start at
 * {@link TextFormat}, which creates the {@link TextFormat.RecordReader} of the blob and the {@link TextFormat.RecordWriter} of the result. Both
 * handle one record at a time, so their memory does not depend on the size of the blob.
 */
@NullMarked
package dev.nephelite.blob.query.format;

import org.jspecify.annotations.NullMarked;
