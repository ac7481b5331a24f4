package dev.nephelite.blob.blob;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.model.BlobType;
import dev.nephelite.blob.model.SizeLimit;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Checksums;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.store.content.PendingContent;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/put-blob">Put Blob</a>. */
public record PutBlob(BlobStore store) implements Operation {
    @Override
    public Response handle(Request request) throws IOException {
        BlobType type = request.requireHeader("x-ms-blob-type", BlobType::parse);
        return type == BlobType.BLOCK_BLOB ? putBlockBlob(request) : putEmptyBlob(EmptyBlob.from(request, type));
    }

    private Response putBlockBlob(Request request) throws IOException {
        BlobRequest target = BlobRequest.writing(request);
        NewBlob asked = NewBlob.from(request, PropertyHeaders.ofBody(request.headers()));
        Checksums checksums = PropertyHeaders.checksumsOfBody(request.headers());
        long length = BodyLength.require(request, SizeLimit.PUT_BLOB);

        try (PendingContent pendingContent = store.receive(checksums.over(request.body()), length)) {
            Checksums.Verified verified = checksums.verify();
            return store.write(tx -> {
                Optional<StoredBlob> before = target.requireForReplace(tx, BlobType.BLOCK_BLOB);
                BlobLayout blobLayout = new BlobLayout.Blocks(pendingContent.length(), List.of());
                Blob asSent = asked.withContentMd5(verified.md5())
                        .build(tx.nextRevision(), blobLayout, before)
                        .build();
                Blob blob = tx.replace(target.address(), asSent, tx.keep(pendingContent));
                BlobEvents.created(tx, target, "PutBlob", blob);
                return BlobHeaders.changed(201, blob)
                        .header("Content-MD5", verified.md5())
                        .header("x-ms-content-crc64", verified.md5Sent() ? null : verified.crc64());
            });
        }
    }

    private Response putEmptyBlob(EmptyBlob empty) {
        return store.write(tx -> {
            Blob blob = empty.put(tx);
            BlobEvents.created(tx, empty.target(), "PutBlob", blob);
            return BlobHeaders.changed(201, blob);
        });
    }
}
