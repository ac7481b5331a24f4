package dev.nephelite.blob.blob;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobProperties;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;

/**
 * <a href="https://learn.microsoft.com/rest/api/storageservices/set-blob-properties">Set Blob Properties</a>. It replaces
 * all properties at once, so one that the request does not name is cleared. Only a request that does nothing but resize a
 * page blob or change its sequence number leaves them alone.
 */
public record SetBlobProperties(BlobStore store) implements Operation {
    @Override
    public Response handle(Request request) {
        BlobRequest target = BlobRequest.writing(request);
        BlobProperties properties = PropertyHeaders.of(request.headers());
        PageBlobProperties change = PageBlobProperties.from(request);
        boolean keepsProperties = change.isAsked() && !PropertyHeaders.anyIn(request.headers());

        return store.write(tx -> {
            StoredBlob stored = target.requireForWrite(tx);
            stored.blob().requireNotArchived();
            Blob blob = stored.blob()
                    .change()
                    .modified(tx.nextRevision())
                    .properties(keepsProperties ? stored.blob().properties() : properties)
                    .layout(change.apply(tx, stored.blob()))
                    .build();
            tx.update(target.address(), blob, stored.content());
            return BlobHeaders.addSequenceNumber(BlobHeaders.changed(200, blob), blob.layout());
        });
    }
}
