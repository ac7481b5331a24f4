package dev.nephelite.blob.blob;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobProperties;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;

/**
 * <a href="https://learn.microsoft.com/rest/api/storageservices/set-blob-properties">Set Blob Properties</a>. Who sends
 * one of the properties sets them all; those left out are cleared. The length and the number of a page blob are no such
 * properties.
 */
public record SetBlobProperties(BlobStore store) implements Operation {
    @Override
    public Response handle(Request request) {
        BlobRequest target = BlobRequest.writing(request);
        boolean replaced = PropertyHeaders.anyIn(request.headers());
        BlobProperties properties = PropertyHeaders.of(request.headers());
        PageBlobChange change = PageBlobChange.from(request);

        return store.write(tx -> {
            StoredBlob stored = target.requireForWrite(tx);
            BlobProperties kept = stored.blob().properties();
            Blob blob = stored.blob()
                    .change()
                    .modified(tx.nextRevision())
                    .properties(replaced ? properties : kept)
                    .layout(change.apply(tx, stored.blob()))
                    .build();
            tx.update(target.address(), blob, stored.content());
            return BlobHeaders.addSequenceNumber(BlobHeaders.changed(200, blob), blob.layout());
        });
    }
}
