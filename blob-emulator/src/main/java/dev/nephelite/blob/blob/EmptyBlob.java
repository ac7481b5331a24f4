package dev.nephelite.blob.blob;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobError;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.model.BlobType;
import dev.nephelite.blob.store.BlobWriter;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.store.content.Content;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A page blob or an append blob that a request makes; its bytes come later, piece by piece.
 *
 * @param length of a page blob
 * @param sequenceNumber of a page blob
 */
record EmptyBlob(BlobRequest target, NewBlob asked, BlobType type, long length, long sequenceNumber) {
    static EmptyBlob from(Request request, BlobType type) {
        BlobRequest target = BlobRequest.writing(request);
        BodyLength.requireNone(request);
        if (request.headers().has("x-ms-access-tier")) {
            throw BlobError.ACCESS_TIER_NOT_SUPPORTED_FOR_BLOB_TYPE.exception();
        }
        NewBlob asked = NewBlob.from(request, PropertyHeaders.ofBody(request.headers()));
        if (type == BlobType.APPEND_BLOB) {
            return new EmptyBlob(target, asked, type, 0, 0);
        }
        long length = request.requireHeader("x-ms-blob-content-length", BlobLayout.Pages::parseLength);
        @Nullable
        Long number = request.headers().get("x-ms-blob-sequence-number", BlobLayout.Pages::parseSequenceNumber);
        return new EmptyBlob(target, asked, type, length, number == null ? 0 : number);
    }

    /** Puts the blob in place of one of its type, if there is one. */
    Blob put(BlobWriter tx) {
        Optional<StoredBlob> before = target.requireForReplace(tx, type);
        long generation = tx.nextGeneration();
        BlobLayout blobLayout = type == BlobType.APPEND_BLOB
                ? new BlobLayout.Appended(length, generation, 0, false)
                : new BlobLayout.Pages(length, generation, sequenceNumber);
        Blob blob = asked.build(tx.nextRevision(), blobLayout, before).build();
        return tx.replace(target.address(), blob, Content.EMPTY);
    }
}
