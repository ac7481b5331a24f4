package dev.nephelite.blob.container;

import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.value.Metadata;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/set-container-metadata">Set Container Metadata</a>. */
public record SetContainerMetadata(BlobStore store) implements Operation {
    @Override
    public Response handle(Request request) {
        ContainerRequest target = ContainerRequest.writing(request);
        Metadata metadata = request.metadata();

        return store.write(tx -> {
            Container container = target.requireForWrite(tx.reader()).with(metadata, tx.nextRevision());
            tx.put(request.account(), container);
            return ResourceHeaders.add(Response.of(200), container.revision());
        });
    }
}
