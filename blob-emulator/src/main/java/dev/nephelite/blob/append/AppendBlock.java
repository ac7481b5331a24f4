package dev.nephelite.blob.append;

import dev.nephelite.blob.blob.BlobHeaders;
import dev.nephelite.blob.blob.UploadLimit;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Checksums;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.store.content.PendingContent;
import java.io.IOException;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/append-block">Append Block</a>. */
public record AppendBlock(BlobStore store) implements Operation {
    @Override
    public Response handle(Request request) throws IOException {
        BlockToAppend block = BlockToAppend.from(request);
        Checksums checksums = Checksums.ofPart(request.headers());
        long length = UploadLimit.APPEND_BLOCK.requireLength(request);

        try (PendingContent pendingContent = store.receive(checksums.over(request.body()), length)) {
            UploadLimit.requireNotEmpty(pendingContent.length());
            Checksums.Verified verified = checksums.verify();
            return store.write(tx -> BlobHeaders.addChecksum(block.append(tx, tx.store(pendingContent)), verified));
        }
    }
}
