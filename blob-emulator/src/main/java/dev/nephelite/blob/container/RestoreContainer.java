package dev.nephelite.blob.container;

import dev.nephelite.blob.model.BlobError;
import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.model.ContainerName;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;

/**
 * <a href="https://learn.microsoft.com/rest/api/storageservices/restore-container">Restore Container</a>, under its old
 * name.
 */
public record RestoreContainer(BlobStore store) implements Operation {
    private static final String DELETED_NAME = "x-ms-deleted-container-name";

    @Override
    public Response handle(Request request) {
        ContainerName name = ContainerRequest.name(request);
        String deletedName = request.requireHeader(DELETED_NAME, text -> text);
        Container.Deleted.Version version =
                request.requireHeader("x-ms-deleted-container-version", Container.Deleted.Version::parse);
        if (!deletedName.equals(name.value())) {
            throw BlobError.DELETED_CONTAINER_HAS_ANOTHER_NAME
                    .exception()
                    .detail("HeaderName", DELETED_NAME)
                    .detail("HeaderValue", deletedName);
        }

        return store.write(tx -> {
            Container.Deleted deleted = tx.reader()
                    .deletedContainer(request.account(), name, version)
                    .filter(found -> !found.deletion().isOver(request.receivedAt()))
                    .orElseThrow(BlobError.CONTAINER_NOT_FOUND::exception);
            if (tx.reader().container(request.account(), name).isPresent()) {
                throw BlobError.CONTAINER_ALREADY_EXISTS.exception();
            }
            tx.restore(request.account(), deleted);
            return Response.of(201);
        });
    }
}
