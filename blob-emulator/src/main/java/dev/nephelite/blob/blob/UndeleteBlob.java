package dev.nephelite.blob.blob;

import dev.nephelite.blob.model.BlobError;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;

/**
 * <a href="https://learn.microsoft.com/rest/api/storageservices/undelete-blob">Undelete Blob</a>. It also succeeds if
 * nothing is deleted, as long as a blob, snapshot or version of that name exists.
 */
public record UndeleteBlob(BlobStore store) implements Operation {
    @Override
    public Response handle(Request request) {
        BlobRequest target = BlobRequest.writing(request);

        return store.write(tx -> {
            if (target.find(tx.reader()).isEmpty()
                    && tx.reader().states(target.address()).findAny().isEmpty()) {
                throw BlobError.BLOB_NOT_FOUND.exception();
            }
            tx.undelete(target.address());
            return Response.of(200);
        });
    }
}
