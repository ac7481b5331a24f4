package dev.nephelite.blob.lease;

import dev.nephelite.blob.container.ContainerRequest;
import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.model.Lease;
import dev.nephelite.blob.model.LeaseErrors;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.time.Ids;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/lease-container">Lease Container</a>. */
public record LeaseContainer(BlobStore store, Ids ids) implements Operation {
    @Override
    public Response handle(Request request) {
        ContainerRequest target = ContainerRequest.writing(request);
        LeaseRequest leaseRequest = LeaseRequest.from(request, ids);
        Instant now = request.receivedAt();

        return store.write(tx -> {
            Container container = target.requireForLease(tx.reader());
            @Nullable
            Lease after =
                    leaseRequest.change().to(new LeaseTransitions(container.lease(), LeaseErrors.OF_CONTAINER, now));
            tx.put(request.account(), container.leased(after));
            return leaseRequest.answer(container.revision(), after, now);
        });
    }
}
