package dev.nephelite.blob.container;

import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/get-container-metadata">Get Container Metadata</a>. */
public record GetContainerMetadata(BlobStore store) implements Operation {
    @Override
    public Response handle(Request request) {
        ContainerRequest target = ContainerRequest.reading(request);

        Container container = store.read(target::requireForRead);
        return ResourceHeaders.add(ResourceHeaders.add(Response.of(200), container.revision()), container.metadata());
    }
}
