package dev.nephelite.blob.container;

import dev.nephelite.blob.model.BlobError;
import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.model.ContainerName;
import dev.nephelite.blob.model.Lease;
import dev.nephelite.blob.model.LeaseCondition;
import dev.nephelite.blob.model.LeaseErrors;
import dev.nephelite.blob.store.BlobReader;
import dev.nephelite.emulator.service.Conditions;
import dev.nephelite.emulator.service.Request;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request on one container and the checks that precede the operation, in the order of the service: container, missing
 * lease id, conditions, lease id.
 */
public record ContainerRequest(Request request, ContainerName name, Conditions conditions, LeaseCondition lease) {
    /** A read. No condition applies to it. */
    static ContainerRequest reading(Request request) {
        return of(request, Conditions.NONE);
    }

    /** A write, which may have conditions on Last-Modified. */
    public static ContainerRequest writing(Request request) {
        return of(request, Conditions.ofDates(request.headers()));
    }

    static ContainerName name(Request request) {
        return request.path("container", ContainerName::parse);
    }

    /** The container, if the request may read it. A lease id is not needed for that, but has to match. */
    Container requireForRead(BlobReader view) {
        Container container = require(view);
        lease.requireMatch(container.lease());
        return container;
    }

    /** The container, if the request may change it. A lease id is needed only to delete a container, but has to match. */
    Container requireForWrite(BlobReader view) {
        Container container = requireAsExpected(view);
        lease.requireMatch(container.lease());
        return container;
    }

    /** The container, if the request may delete it. */
    Container requireForDelete(BlobReader view) {
        Container container = require(view);
        lease.requirePresent(container.lease());
        requireConditions(container);
        lease.requireMatch(container.lease());
        return container;
    }

    /** The container, if the request may act on its lease, whatever lease id it carries. */
    public Container requireForLease(BlobReader view) {
        return requireAsExpected(view);
    }

    private Container requireAsExpected(BlobReader view) {
        Container container = require(view);
        requireConditions(container);
        return container;
    }

    private void requireConditions(Container container) {
        conditions.requireForWrite(
                container.revision().etag(), container.revision().lastModified());
    }

    private Container require(BlobReader view) {
        return view.container(request.account(), name).orElseThrow(BlobError.CONTAINER_NOT_FOUND::exception);
    }

    private static ContainerRequest of(Request request, Conditions conditions) {
        @Nullable UUID leaseId = request.headers().get("x-ms-lease-id", Lease::parseId);
        LeaseCondition lease = new LeaseCondition(leaseId, LeaseErrors.OF_CONTAINER, request.receivedAt());
        return new ContainerRequest(request, name(request), conditions, lease);
    }
}
