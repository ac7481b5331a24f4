/**
 * The formats of Query Blob Contents: delimited text and JSON, of the blob and of the result. Start at
 * {@link TextFormat}, which describes the format that a client has chosen. {@link RecordSource} reads one record at a time,
 * whatever the size of the blob, and {@link RecordWriter} writes one at a time.
 */
@NullMarked
package dev.nephelite.blob.query.format;

import org.jspecify.annotations.NullMarked;
