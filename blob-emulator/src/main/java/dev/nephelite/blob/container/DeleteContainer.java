package dev.nephelite.blob.container;

import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.model.Deletion;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;

/**
 * <a href="https://learn.microsoft.com/rest/api/storageservices/delete-container">Delete Container</a>.
 *
 * @param retentionDays for how long the container can be restored; 0 if it cannot
 */
public record DeleteContainer(BlobStore store, int retentionDays) implements Operation {
    @Override
    public Response handle(Request request) {
        ContainerRequest target = ContainerRequest.writing(request);

        return store.write(tx -> {
            tx.freesSpace();
            Container container = target.requireForDelete(tx.reader());
            if (retentionDays == 0) {
                tx.delete(request.account(), container);
            } else {
                tx.softDelete(
                        request.account(), container.leased(null), new Deletion(request.receivedAt(), retentionDays));
            }
            return Response.of(202);
        });
    }
}
