package dev.nephelite.blob.container;

import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;

/**
 * <a href="https://learn.microsoft.com/rest/api/storageservices/get-container-properties">Get Container Properties</a>.
 */
public record GetContainerProperties(BlobStore store) implements Operation {
    @Override
    public Response handle(Request request) {
        ContainerRequest target = ContainerRequest.reading(request);

        Container container = store.read(target::requireForRead);
        Response response = ResourceHeaders.add(Response.of(200), container.revision());
        ResourceHeaders.add(response, container.metadata());
        ResourceHeaders.addLease(response, container.lease(), request.receivedAt());
        ResourceHeaders.addPublicAccess(response, container);
        return ResourceHeaders.addDefaultScope(response, container)
                .header("x-ms-has-immutability-policy", false)
                .header("x-ms-has-legal-hold", false)
                .header("x-ms-immutable-storage-with-versioning-enabled", false);
    }
}
