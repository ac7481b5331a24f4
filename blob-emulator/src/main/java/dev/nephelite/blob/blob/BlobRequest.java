package dev.nephelite.blob.blob;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobAddress;
import dev.nephelite.blob.model.BlobError;
import dev.nephelite.blob.model.BlobName;
import dev.nephelite.blob.model.ContainerName;
import dev.nephelite.blob.store.BlobReader;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.service.Conditions;
import dev.nephelite.emulator.service.Request;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A request on one blob, with the checks that come before what it asks for, in the order in which the service makes
 * them: container, conditions, blob, lease.
 */
public record BlobRequest(Request request, BlobAddress address, Conditions conditions) {
    private static final List<String> OLDER_STATES = List.of("snapshot", "versionid");

    /** A request that only looks. */
    public static BlobRequest reading(Request request) {
        return new BlobRequest(request, address(request), Conditions.from(request.headers()));
    }

    /** A request that changes the blob itself, which older states of it do not let themselves be. */
    public static BlobRequest writing(Request request) {
        for (String parameter : OLDER_STATES) {
            if (request.query().has(parameter)) {
                throw CommonError.INVALID_QUERY_PARAMETER_VALUE.exception().detail("QueryParameterName", parameter);
            }
        }
        return deleting(request);
    }

    /** A request that deletes the blob or an older state of it. */
    static BlobRequest deleting(Request request) {
        return new BlobRequest(request, address(request), Conditions.forWrite(request.headers()));
    }

    /** The blob, if the request may read it. */
    public StoredBlob requireForRead(BlobReader view) {
        Optional<StoredBlob> found = find(view);
        if (found.isEmpty()) {
            conditions.requireForReadOfAbsent();
            throw BlobError.BLOB_NOT_FOUND.exception();
        }
        Blob blob = found.get().blob();
        conditions.requireForRead(blob.revision().etag(), blob.revision().lastModified());
        requireNoLease();
        return found.get();
    }

    /** The blob, if the request may change it. */
    public StoredBlob requireForWrite(BlobReader view) {
        Optional<StoredBlob> found = find(view);
        if (found.isEmpty()) {
            conditions.requireForWriteOfAbsent();
            throw BlobError.BLOB_NOT_FOUND.exception();
        }
        Blob blob = found.get().blob();
        conditions.requireForWrite(blob.revision().etag(), blob.revision().lastModified());
        requireNoLease();
        return found.get();
    }

    /** The blob that is there before, if the request may put one in its place. */
    public Optional<StoredBlob> requireForReplace(BlobReader view) {
        Optional<StoredBlob> found = find(view);
        found.map(StoredBlob::blob).ifPresentOrElse(this::requireMayReplace, conditions::requireForWriteOfAbsent);
        requireNoLease();
        return found;
    }

    /** The blob, if the request may delete it; none if there are only blocks that were never committed. */
    Optional<StoredBlob> requireForDelete(BlobReader view) {
        return hasOnlyBlocks(view) ? requireForReplace(view) : Optional.of(requireForWrite(view));
    }

    /** The blob, if the request may read what it is made of; none if there are only blocks that were never committed. */
    public Optional<StoredBlob> requireForReadOfBlocks(BlobReader view) {
        if (!hasOnlyBlocks(view)) {
            return Optional.of(requireForRead(view));
        }
        conditions.requireForReadOfAbsent();
        requireNoLease();
        return Optional.empty();
    }

    /** Refuses to add blocks to a blob. No condition applies to that, for they do not change it. */
    public void requireForStaging(BlobReader view) {
        find(view).map(StoredBlob::blob).ifPresent(Blob::requireNotArchived);
        requireNoLease();
    }

    private Optional<StoredBlob> find(BlobReader view) {
        if (view.container(address.account(), address.container()).isEmpty()) {
            throw BlobError.CONTAINER_NOT_FOUND.exception();
        }
        return asksForOlderState() ? Optional.empty() : view.blob(address);
    }

    private boolean hasOnlyBlocks(BlobReader view) {
        return find(view).isEmpty()
                && !asksForOlderState()
                && view.staging(address).isPresent();
    }

    /** Nothing is leased yet, so whoever names a lease is mistaken. */
    private void requireNoLease() {
        if (request.headers().get("x-ms-lease-id", UUID::fromString) != null) {
            throw BlobError.LEASE_NOT_PRESENT_WITH_BLOB_OPERATION.exception();
        }
    }

    /** Older states are not kept yet, so there never is the one that is asked for. */
    private boolean asksForOlderState() {
        boolean snapshot = request.query().get("snapshot", Instant::parse) != null;
        boolean version = request.query().get("versionid", Instant::parse) != null;
        if (snapshot && version) {
            throw CommonError.INVALID_QUERY_PARAMETER_VALUE.exception().detail("QueryParameterName", "versionid");
        }
        return snapshot || version;
    }

    private void requireMayReplace(Blob blob) {
        if (conditions.onlyIfAbsent()) {
            throw BlobError.BLOB_ALREADY_EXISTS.exception();
        }
        conditions.requireForWrite(blob.revision().etag(), blob.revision().lastModified());
        if (!request.grant().allows('w')) {
            throw BlobError.UNAUTHORIZED_BLOB_OVERWRITE.exception();
        }
        blob.requireNotArchived();
    }

    private static BlobAddress address(Request request) {
        return new BlobAddress(
                request.account(), request.path("container", ContainerName::new), request.path("blob", BlobName::new));
    }
}
