package dev.nephelite.blob.lease;

import dev.nephelite.blob.blob.BlobRequest;
import dev.nephelite.blob.model.Lease;
import dev.nephelite.blob.model.LeaseErrors;
import dev.nephelite.blob.model.Revision;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.time.Ids;
import org.jspecify.annotations.Nullable;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/lease-blob">Lease Blob</a>. */
public record LeaseBlob(BlobStore store, Ids ids) implements Operation {
    @Override
    public Response handle(Request request) {
        BlobRequest target = BlobRequest.writing(request);
        LeaseRequest leaseRequest = LeaseRequest.from(request, ids);

        return store.write(tx -> {
            Revision revision = target.requireForLease(tx.reader());
            @Nullable Lease before = tx.reader().lease(target.address()).orElse(null);
            @Nullable
            Lease after = leaseRequest.change().to(new LeaseTransitions(before, LeaseErrors.OF_BLOB, target.now()));
            tx.putLease(target.address(), after);
            return leaseRequest.answer(revision, after, target.now());
        });
    }
}
