package dev.nephelite.blob.blob;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.value.Metadata;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/set-blob-metadata">Set Blob Metadata</a>. */
public record SetBlobMetadata(BlobStore store) implements Operation {
    @Override
    public Response handle(Request request) {
        BlobRequest target = BlobRequest.writing(request);
        Metadata metadata = request.metadata();

        return store.write(tx -> {
            StoredBlob stored = target.requireForWrite(tx.reader());
            stored.blob().requireNotArchived();
            BlobRequestHeaders.requireEncryptionKey(request.headers(), stored.blob());
            Blob changed = stored.blob()
                    .change()
                    .revision(tx.nextRevision())
                    .metadata(metadata)
                    .build();
            return BlobHeaders.changed(200, tx.revise(target.address(), stored, changed));
        });
    }
}
