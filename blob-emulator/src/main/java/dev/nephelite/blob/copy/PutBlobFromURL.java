package dev.nephelite.blob.copy;

import dev.nephelite.blob.blob.BlobEvents;
import dev.nephelite.blob.blob.BlobHeaders;
import dev.nephelite.blob.blob.BlobRequest;
import dev.nephelite.blob.blob.BodyLength;
import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobType;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Checksums;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import java.io.IOException;
import java.util.Optional;

/**
 * <a href="https://learn.microsoft.com/rest/api/storageservices/put-blob-from-url">Put Blob From URL</a>: a new block blob
 * of the bytes of any other one, in one piece.
 */
public record PutBlobFromURL(BlobStore store, CopySources sources) implements Operation {
    private static final long LONGEST = 5000L * 1024 * 1024;

    @Override
    public Response handle(Request request) throws IOException {
        BlobRequest target = BlobRequest.writing(request);
        PutFromUrl putFromUrl = PutFromUrl.from(request);
        Checksums checksums = Checksums.ofSource(request.headers());
        BodyLength.requireNone(request);

        try (CopiedContent copiedContent = sources.find(request).take(null, PutBlobFromURL::requireShort, checksums)) {
            return store.write(tx -> {
                Optional<StoredBlob> before = CopyDestination.require(tx, target, BlobType.BLOCK_BLOB);
                Blob asked = putFromUrl.of(copiedContent, tx.nextRevision(), before);
                Blob blob = tx.replace(target.address(), asked, copiedContent.keep(tx));
                BlobEvents.created(tx, target, "PutBlob", blob);
                Checksums.Verified sums = copiedContent.checksums();
                return BlobHeaders.changed(201, blob)
                        .header("Content-MD5", sums.md5())
                        .header("x-ms-content-crc64", sums.md5Sent() ? null : sums.crc64());
            });
        }
    }

    private static void requireShort(long length) {
        if (length > LONGEST) {
            throw CopySourceRefusal.tooLarge(LONGEST);
        }
    }
}
