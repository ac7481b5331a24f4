package dev.nephelite.blob.append;

import dev.nephelite.blob.blob.BlobHeaders;
import dev.nephelite.blob.blob.BlobRequest;
import dev.nephelite.blob.blob.BlobRequestHeaders;
import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobError;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.store.BlobWriter;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.store.content.Content;
import org.jspecify.annotations.Nullable;

/**
 * A request to append a block, whatever the source of its bytes.
 *
 * @param mostLength the greatest length of the blob afterwards, or null for no condition
 */
public record BlockToAppend(
        BlobRequest target,
        AppendPosition position,
        @Nullable Long mostLength) {
    public static BlockToAppend from(Request request) {
        return new BlockToAppend(
                BlobRequest.writing(request),
                AppendPosition.from(request.headers()),
                request.headers().get("x-ms-blob-condition-maxsize", Long::valueOf));
    }

    /**
     * Appends the bytes if the conditions are met. The response lacks their checksum.
     *
     * @param content stored or retained by the caller in this transaction
     */
    public Response append(BlobWriter tx, Content content) {
        StoredBlob stored = target.requireForWrite(tx.reader());
        BlobLayout.Appended before = stored.blob().require(BlobLayout.Appended.class);
        BlobRequestHeaders.requireEncryptionKey(target.request().headers(), stored.blob());
        BlobLayout.Appended after = before.plus(content.length());
        position.require(before.length());
        if (mostLength != null && after.length() > mostLength) {
            throw BlobError.MAX_BLOB_SIZE_CONDITION_NOT_MET.exception();
        }
        Blob blob =
                stored.blob().change().revision(tx.nextRevision()).layout(after).build();
        tx.write(after, before.length(), content);
        tx.update(target.address(), stored.with(blob));
        return BlobHeaders.changed(201, blob)
                .header("x-ms-blob-append-offset", before.length())
                .header("x-ms-blob-committed-block-count", after.blocks());
    }

    /**
     * The length that the blob must have, so that repeating a request does no harm.
     *
     * @param length null for no condition
     */
    record AppendPosition(@Nullable Long length) {
        static AppendPosition from(Headers headers) {
            return new AppendPosition(headers.get("x-ms-blob-condition-appendpos", Long::valueOf));
        }

        /** Refuses a blob of another length. */
        void require(long actual) {
            if (length != null && length != actual) {
                throw BlobError.APPEND_POSITION_CONDITION_NOT_MET.exception();
            }
        }
    }
}
