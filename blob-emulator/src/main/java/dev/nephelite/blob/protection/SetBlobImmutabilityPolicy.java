package dev.nephelite.blob.protection;

import dev.nephelite.blob.blob.BlobRequest;
import dev.nephelite.blob.blob.BlobRequestHeaders;
import dev.nephelite.blob.model.BlobError;
import dev.nephelite.blob.model.BlobProtection;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.value.HttpDate;
import java.time.Instant;

/**
 * <a href="https://learn.microsoft.com/rest/api/storageservices/set-blob-immutability-policy">Set Blob Immutability
 * Policy</a>. A locked policy can only be extended.
 */
public record SetBlobImmutabilityPolicy(BlobStore store) implements Operation {
    @Override
    public Response handle(Request request) {
        BlobRequest target = BlobRequest.writingState(request);
        Instant until = BlobRequestHeaders.requirePolicyEnd(request);
        boolean locked = BlobRequestHeaders.isPolicyLocked(request);
        return store.write(tx -> {
            StoredBlob stored = target.requireForAnnotation(tx.reader());
            BlobProtection before = stored.blob().protection();
            if (before.locked() && before.isPolicyInForce(tx.now()) && (!locked || until.isBefore(before.until()))) {
                throw BlobError.BLOB_IMMUTABLE_DUE_TO_POLICY.exception();
            }
            BlobProtection after = before.with(until, locked);
            tx.update(
                    target.address(),
                    stored.with(stored.blob().change().protection(after).build()));
            return Response.of(200)
                    .header(BlobRequestHeaders.POLICY_UNTIL, HttpDate.format(until))
                    .header(BlobRequestHeaders.POLICY_MODE, locked ? "locked" : "unlocked");
        });
    }
}
