package dev.nephelite.blob.container;

import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/get-container-acl">Get Container ACL</a>. */
public record GetContainerACL(BlobStore store) implements Operation {
    @Override
    public Response handle(Request request) {
        ContainerRequest target = ContainerRequest.reading(request);

        Container container = store.read(target::requireForRead);
        Response response = container.policies().answer();
        ResourceHeaders.add(response, container.revision());
        return ResourceHeaders.addPublicAccess(response, container);
    }
}
