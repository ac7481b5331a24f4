package dev.nephelite.blob.protection;

import dev.nephelite.blob.blob.BlobRequest;
import dev.nephelite.blob.model.BlobError;
import dev.nephelite.blob.model.BlobProtection;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;

/**
 * <a href="https://learn.microsoft.com/rest/api/storageservices/delete-blob-immutability-policy">Delete Blob Immutability
 * Policy</a>.
 */
public record DeleteBlobImmutabilityPolicy(BlobStore store) implements Operation {
    @Override
    public Response handle(Request request) {
        BlobRequest target = BlobRequest.writingState(request);
        return store.write(tx -> {
            StoredBlob stored = target.requireForAnnotation(tx.reader());
            BlobProtection before = stored.blob().protection();
            if (before.locked() && before.isPolicyInForce(tx.now())) {
                throw BlobError.BLOB_IMMUTABLE_DUE_TO_POLICY.exception();
            }
            BlobProtection after = before.with(null, false);
            tx.update(
                    target.address(),
                    stored.with(stored.blob().change().protection(after).build()));
            return Response.of(200);
        });
    }
}
