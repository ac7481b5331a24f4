package dev.nephelite.blob.blob;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobError;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.model.BlobType;
import dev.nephelite.blob.store.BlobEvents;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.blob.store.BlobWriter;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Checksums;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.store.content.Content;
import dev.nephelite.emulator.store.content.PendingContent;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/put-blob">Put Blob</a>. */
public record PutBlob(BlobStore store) implements Operation {
    @Override
    public Response handle(Request request) throws IOException {
        BlobType type = request.requireHeader("x-ms-blob-type", BlobType::parse);
        return type == BlobType.BLOCK_BLOB ? putBlockBlob(request) : putEmptyBlob(EmptyBlob.from(request, type));
    }

    private Response putBlockBlob(Request request) throws IOException {
        BlobRequest target = BlobRequest.writing(request);
        NewBlob requested = NewBlob.from(request, BlobRequestHeaders.propertiesOfBody(request.headers()));
        Checksums checksums = BlobRequestHeaders.checksumsOfBody(request.headers());
        long length = UploadLimit.PUT_BLOB.requireLength(request);

        try (PendingContent pendingContent = store.receive(checksums.over(request.body()), length)) {
            Checksums.Verified verified = checksums.verify();
            return store.write(tx -> {
                Optional<StoredBlob> before = target.requireForReplace(tx.reader(), BlobType.BLOCK_BLOB);
                BlobLayout blobLayout = new BlobLayout.Blocks(pendingContent.length(), List.of());
                Blob newBlob = requested
                        .withContentMd5(verified.md5())
                        .build(tx.nextRevision(), blobLayout, before)
                        .build();
                Blob blob = tx.replace(target.address(), newBlob, tx.store(pendingContent));
                BlobEvents.created(tx, target.eventCause("PutBlob"), blob);
                return BlobHeaders.changed(201, blob)
                        .header("Content-MD5", verified.md5())
                        .header("x-ms-content-crc64", verified.md5Sent() ? null : verified.crc64());
            });
        }
    }

    private Response putEmptyBlob(EmptyBlob empty) {
        return store.write(tx -> {
            Blob blob = empty.put(tx);
            BlobEvents.created(tx, empty.target().eventCause("PutBlob"), blob);
            return BlobHeaders.changed(201, blob);
        });
    }

    /**
     * A request to create an append blob, or a page blob of zeros.
     *
     * @param length of a page blob
     * @param sequenceNumber of a page blob
     */
    private record EmptyBlob(BlobRequest target, NewBlob requested, BlobType type, long length, long sequenceNumber) {
        static EmptyBlob from(Request request, BlobType type) {
            BlobRequest target = BlobRequest.writing(request);
            request.requireNoBody();
            if (request.headers().has("x-ms-access-tier")) {
                throw BlobError.ACCESS_TIER_NOT_SUPPORTED_FOR_BLOB_TYPE.exception();
            }
            NewBlob requested = NewBlob.from(request, BlobRequestHeaders.propertiesOfBody(request.headers()));
            if (type == BlobType.APPEND_BLOB) {
                return new EmptyBlob(target, requested, type, 0, 0);
            }
            long length = request.requireHeader("x-ms-blob-content-length", BlobLayout.Pages::parseLength);
            @Nullable
            Long number = request.headers().get("x-ms-blob-sequence-number", BlobLayout.Pages::parseSequenceNumber);
            return new EmptyBlob(target, requested, type, length, number == null ? 0 : number);
        }

        /** Creates the blob, replacing one of the same type. */
        Blob put(BlobWriter tx) {
            Optional<StoredBlob> before = target.requireForReplace(tx.reader(), type);
            long generation = tx.nextGeneration();
            BlobLayout blobLayout = type == BlobType.APPEND_BLOB
                    ? new BlobLayout.Appended(length, generation, 0, false)
                    : new BlobLayout.Pages(length, generation, sequenceNumber);
            Blob blob = requested.build(tx.nextRevision(), blobLayout, before).build();
            return tx.replace(target.address(), blob, Content.EMPTY);
        }
    }
}
