package dev.nephelite.blob.append;

import dev.nephelite.blob.blob.BlobHeaders;
import dev.nephelite.blob.blob.BlobRequest;
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
 * What a request says of a block that is to be appended, wherever its bytes come from.
 *
 * @param mostLength how long the blob may be afterwards, or null if the client does not mind
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
     * Appends the bytes if the blob is as the client wants it to be. The answer tells where they went; it lacks their
     * checksum.
     *
     * @param content kept or retained by the caller, in this transaction
     */
    public Response append(BlobWriter tx, Content content) {
        StoredBlob stored = target.requireForWrite(tx.reader());
        BlobLayout.Appended before = stored.blob().require(BlobLayout.Appended.class);
        BlobHeaders.requireEncryptionKey(target.request().headers(), stored.blob());
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
     * How long an append blob must be for a request to be carried out, so that a client which repeats itself does no harm.
     *
     * @param length null if the client does not mind
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
