package dev.nephelite.blob.container;

import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/delete-container">Delete Container</a>. */
public record DeleteContainer(BlobStore store) implements Operation {
    @Override
    public Response handle(Request request) {
        ContainerRequest target = ContainerRequest.writing(request);

        return store.write(tx -> {
            tx.delete(request.account(), target.requireForWrite(tx));
            return Response.of(202);
        });
    }
}
