package dev.nephelite.blob.blob;

import dev.nephelite.blob.model.AccessTier;
import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobProperties;
import dev.nephelite.blob.model.BlobType;
import dev.nephelite.blob.model.Revision;
import dev.nephelite.blob.model.SizeLimit;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Checksums;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.store.Draft;
import dev.nephelite.emulator.value.Metadata;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/put-blob">Put Blob</a>, for block blobs. */
public record PutBlob(BlobStore store) implements Operation {
    @Override
    public Response handle(Request request) throws IOException {
        requireBlockBlob(request.requireHeader("x-ms-blob-type", BlobType::parse));
        BlobRequest target = BlobRequest.writing(request);
        BlobProperties properties = PropertyHeaders.ofBody(request.headers());
        Metadata metadata = request.metadata();
        @Nullable AccessTier tier = request.headers().get("x-ms-access-tier", AccessTier::parse);
        Checksums checksums = PropertyHeaders.checksumsOfBody(request.headers());
        long length = BodyLength.require(request, SizeLimit.PUT_BLOB);

        try (Draft draft = store.receive(checksums.over(request.body()), length)) {
            Checksums.Verified verified = checksums.verify();
            return store.write(tx -> {
                target.requireForReplace(tx);
                Revision revision = tx.nextRevision();
                Blob blob = new Blob(
                        revision,
                        revision.lastModified(),
                        draft.length(),
                        properties.withContentMd5(verified.md5()),
                        metadata,
                        tier,
                        List.of());
                tx.replace(target.address(), blob, tx.keep(draft));
                BlobEvents.created(tx, target, "PutBlob", blob);
                return BlobHeaders.changed(201, revision)
                        .header("Content-MD5", verified.md5())
                        .header("x-ms-content-crc64", verified.md5Sent() ? null : verified.crc64());
            });
        }
    }

    private static void requireBlockBlob(BlobType type) {
        if (type != BlobType.BLOCK_BLOB) {
            throw CommonError.NOT_IMPLEMENTED.exception();
        }
    }
}
