/**
 * Query Blob Contents, from the request to the response. Start at {@link SelectQuery}: it applies the statement of a
 * {@link QueryRequest} to one record after the other and writes results, errors and progress to an {@link AvroStream}.
 * Neither the blob nor the result is ever in memory as a whole.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/query-blob-contents">Query Blob Contents</a>
 */
@NullMarked
package dev.nephelite.blob.query;

import org.jspecify.annotations.NullMarked;
