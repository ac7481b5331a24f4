/**
 * Queries over the contents of a blob, from the request to the answer.
 *
 * <p>A {@link dev.nephelite.blob.query.QueryRequest} is what the client's document says; of it and the bytes of a blob
 * becomes a {@link dev.nephelite.blob.query.Query}, which applies the statement to one record after the other and tells
 * the client about results, failures and how far it has come in an {@link dev.nephelite.blob.query.AvroStream}. Neither
 * the blob nor the result is ever in memory as a whole.
 *
 * <p>Start reading at {@code Query}.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/query-blob-contents">Query Blob Contents</a>
 */
@NullMarked
package dev.nephelite.blob.query;

import org.jspecify.annotations.NullMarked;
