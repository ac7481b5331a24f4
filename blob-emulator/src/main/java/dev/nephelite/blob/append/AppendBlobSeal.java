package dev.nephelite.blob.append;

import dev.nephelite.blob.blob.BlobHeaders;
import dev.nephelite.blob.blob.BlobRequest;
import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;

/**
 * <a href="https://learn.microsoft.com/rest/api/storageservices/append-blob-seal">Append Blob Seal</a>. It does not
 * change the entity tag.
 */
public record AppendBlobSeal(BlobStore store) implements Operation {
    @Override
    public Response handle(Request request) {
        BlobRequest target = BlobRequest.writing(request);
        BlockToAppend.AppendPosition position = BlockToAppend.AppendPosition.from(request.headers());

        return store.write(tx -> {
            StoredBlob stored = target.requireForWrite(tx.reader());
            BlobLayout.Appended layout = stored.blob().require(BlobLayout.Appended.class);
            position.require(layout.length());
            Blob blob = stored.blob().change().layout(layout.seal()).build();
            tx.update(target.address(), stored.with(blob));
            return BlobHeaders.changed(200, blob).header("x-ms-blob-sealed", true);
        });
    }
}
