package dev.nephelite.blob.block;

import dev.nephelite.blob.blob.BlobHeaders;
import dev.nephelite.blob.blob.BlobRequest;
import dev.nephelite.blob.blob.BlobRequestHeaders;
import dev.nephelite.blob.blob.UploadLimit;
import dev.nephelite.blob.model.BlobEncryption;
import dev.nephelite.blob.model.BlockId;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Checksums;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.store.content.PendingContent;
import java.io.IOException;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/put-block">Put Block</a>. */
public record PutBlock(BlobStore store) implements Operation {
    @Override
    public Response handle(Request request) throws IOException {
        BlobRequest target = BlobRequest.writing(request);
        BlockId id = request.requireQuery("blockid", BlockId::new);
        BlobEncryption requested = BlobRequestHeaders.encryption(request);
        Checksums checksums = Checksums.ofPart(request.headers());
        long length = UploadLimit.PUT_BLOCK.requireLength(request);

        try (PendingContent pendingContent = store.receive(checksums.over(request.body()), length)) {
            UploadLimit.requireNotEmpty(pendingContent.length());
            Checksums.Verified verified = checksums.verify();
            return store.write(tx -> {
                target.requireForPutBlock(tx);
                BlobEncryption encryption = tx.encryption(target.address(), requested);
                tx.putUncommittedBlock(target.address(), id, tx.store(pendingContent), encryption);
                Response response = Response.of(201).header("x-ms-request-server-encrypted", true);
                return BlobHeaders.addEncryption(BlobHeaders.addChecksum(response, verified), encryption);
            });
        }
    }
}
