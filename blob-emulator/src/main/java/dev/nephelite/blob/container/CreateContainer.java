package dev.nephelite.blob.container;

import dev.nephelite.blob.model.BlobError;
import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.model.ContainerName;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.service.StoredAccessPolicyList;
import dev.nephelite.emulator.value.Metadata;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/create-container">Create Container</a>. */
public record CreateContainer(BlobStore store) implements Operation {
    @Override
    public Response handle(Request request) {
        ContainerName name = ContainerRequest.name(request);
        Metadata metadata = request.metadata();
        Container.PublicAccess access = ResourceHeaders.publicAccess(request.headers());
        Container.DefaultScope scope = ResourceHeaders.defaultScope(request.headers());

        return store.write(tx -> {
            if (tx.reader().container(request.account(), name).isPresent()) {
                throw BlobError.CONTAINER_ALREADY_EXISTS.exception();
            }
            Container container = new Container(name, tx.nextRevision(), metadata, tx.nextGeneration());
            tx.put(
                    request.account(),
                    container
                            .with(access, StoredAccessPolicyList.NONE, container.revision())
                            .with(scope));
            return ResourceHeaders.add(Response.of(201), container.revision());
        });
    }
}
