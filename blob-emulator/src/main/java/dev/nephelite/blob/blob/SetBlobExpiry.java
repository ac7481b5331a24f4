package dev.nephelite.blob.blob;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/set-blob-expiry">Set Blob Expiry</a>. */
public record SetBlobExpiry(BlobStore store) implements Operation {
    @Override
    public Response handle(Request request) {
        BlobRequest target = BlobRequest.writing(request);
        BlobExpiry blobExpiry = BlobExpiry.from(request);

        return store.write(tx -> {
            StoredBlob stored = target.requireForWrite(tx);
            Blob blob = stored.blob()
                    .change()
                    .revision(tx.nextRevision())
                    .expiresAt(blobExpiry.moment(stored.blob(), tx.now()))
                    .build();
            tx.update(target.address(), blob, stored.content());
            return BlobHeaders.changed(200, blob);
        });
    }
}
