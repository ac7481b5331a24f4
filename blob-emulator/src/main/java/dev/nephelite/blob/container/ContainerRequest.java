package dev.nephelite.blob.container;

import dev.nephelite.blob.model.BlobError;
import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.model.ContainerName;
import dev.nephelite.blob.store.BlobReader;
import dev.nephelite.emulator.service.Conditions;
import dev.nephelite.emulator.service.Request;
import java.util.UUID;

/**
 * A request on one container, with the checks that come before what it asks for, in the order in which the service
 * makes them.
 */
record ContainerRequest(Request request, ContainerName name, Conditions conditions) {
    /** A request that only looks; no condition applies to it. */
    static ContainerRequest reading(Request request) {
        return new ContainerRequest(request, name(request), Conditions.from(request.headers()));
    }

    static ContainerRequest writing(Request request) {
        return new ContainerRequest(request, name(request), Conditions.forWrite(request.headers()));
    }

    static ContainerName name(Request request) {
        return request.path("container", ContainerName::new);
    }

    /** The container, if the request may look at it. */
    Container requireForRead(BlobReader view) {
        Container container = require(view);
        requireNoLease();
        return container;
    }

    /** The container, if the request may change it. */
    Container requireForWrite(BlobReader view) {
        Container container = require(view);
        conditions.requireForWrite(
                container.revision().etag(), container.revision().lastModified());
        requireNoLease();
        return container;
    }

    private Container require(BlobReader view) {
        return view.container(request.account(), name).orElseThrow(BlobError.CONTAINER_NOT_FOUND::exception);
    }

    /** Nothing is leased yet, so whoever names a lease is mistaken. */
    private void requireNoLease() {
        if (request.headers().get("x-ms-lease-id", UUID::fromString) != null) {
            throw BlobError.LEASE_NOT_PRESENT_WITH_CONTAINER_OPERATION.exception();
        }
    }
}
