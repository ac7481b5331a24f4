package dev.nephelite.blob.blob;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobAddress;
import dev.nephelite.blob.model.BlobError;
import dev.nephelite.blob.model.BlobName;
import dev.nephelite.blob.model.BlobType;
import dev.nephelite.blob.model.ContainerName;
import dev.nephelite.blob.model.LeaseErrors;
import dev.nephelite.blob.model.NamedLease;
import dev.nephelite.blob.model.StateId;
import dev.nephelite.blob.store.BlobReader;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.service.Conditions;
import dev.nephelite.emulator.service.Request;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request on one blob, with the checks that come before what it asks for, in the order in which the service makes
 * them: container, conditions, blob, lease.
 *
 * @param snapshot the snapshot it is about, or null
 * @param version the version it is about, or null
 */
public record BlobRequest(
        Request request,
        BlobAddress address,
        Conditions conditions,
        NamedLease lease,
        @Nullable StateId snapshot,
        @Nullable StateId version) {
    private static final String SNAPSHOT = "snapshot";
    private static final String VERSION = "versionid";

    /** A request that only looks, at the blob or at an older state of it. */
    public static BlobRequest reading(Request request) {
        return of(request, Conditions.from(request.headers()));
    }

    /** A request that changes the blob itself, which older states of it do not let themselves be. */
    public static BlobRequest writing(Request request) {
        for (String parameter : new String[] {SNAPSHOT, VERSION}) {
            if (request.query().has(parameter)) {
                throw CommonError.INVALID_QUERY_PARAMETER_VALUE.exception().detail("QueryParameterName", parameter);
            }
        }
        return writingState(request);
    }

    /** A request that changes or deletes the blob or an older state of it. */
    public static BlobRequest writingState(Request request) {
        return of(request, Conditions.forWrite(request.headers()));
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
        lease.requireForRead(blob.lease(), LeaseErrors.OF_BLOB);
        return found.get();
    }

    /** The blob, if the request may change it. */
    public StoredBlob requireForWrite(BlobReader view) {
        StoredBlob found = requireAsForWrite(view);
        Blob blob = found.blob();
        lease.requireForWrite(blob.lease(), LeaseErrors.OF_BLOB);
        return found.withLease(lease.afterWrite(blob.lease()));
    }

    /** The blob, if the request may keep a picture of it, which a lease does not keep anybody from. */
    public StoredBlob requireForSnapshot(BlobReader view) {
        StoredBlob found = requireAsForWrite(view);
        lease.requireForRead(found.blob().lease(), LeaseErrors.OF_BLOB);
        return found;
    }

    /** The blob that is there before, if the request may put one in its place. */
    public Optional<StoredBlob> requireForReplace(BlobReader view) {
        Optional<StoredBlob> found = find(view);
        found.map(StoredBlob::blob).ifPresentOrElse(this::requireMayReplace, this::requireMayCreate);
        return found.map(
                before -> before.withLease(lease.afterWrite(before.blob().lease())));
    }

    /** The same for a blob of a type, which must be that of the versions of it, if there are any. */
    public Optional<StoredBlob> requireForReplace(BlobReader view, BlobType type) {
        Optional<StoredBlob> before = requireForReplace(view);
        if (before.filter(stored -> stored.blob().type() == type).isEmpty()) {
            requireTypeOfVersions(view, type);
        }
        return before;
    }

    /** The blob, if the request may read what it is made of; none if there are only blocks that were never committed. */
    public Optional<StoredBlob> requireForReadOfBlocks(BlobReader view) {
        if (!hasOnlyBlocks(view)) {
            return Optional.of(requireForRead(view));
        }
        conditions.requireForReadOfAbsent();
        lease.requireForRead(null, LeaseErrors.OF_BLOB);
        return Optional.empty();
    }

    /** Refuses to add blocks to a blob. No condition applies to that, for they do not change it. */
    public void requireForStaging(BlobReader view) {
        Optional<Blob> found = find(view).map(StoredBlob::blob);
        found.ifPresent(Blob::requireNotArchived);
        lease.requireForWrite(found.map(Blob::lease).orElse(null), LeaseErrors.OF_BLOB);
    }

    /** What the request is about: the blob, or the state of it that is asked for. */
    public Optional<StoredBlob> find(BlobReader view) {
        if (view.container(address.account(), address.container()).isEmpty()) {
            throw BlobError.CONTAINER_NOT_FOUND.exception();
        }
        if (version != null) {
            return view.version(address, version);
        }
        return snapshot == null ? view.blob(address) : view.snapshot(address, snapshot);
    }

    /** Whether there is nothing but blocks that were never committed. */
    public boolean hasOnlyBlocks(BlobReader view) {
        return find(view).isEmpty()
                && !asksForOlderState()
                && view.staging(address).isPresent();
    }

    /** Whether the request is not about the blob as its name alone means it. */
    public boolean asksForOlderState() {
        return snapshot != null || version != null;
    }

    /** The name of the older state that it is about. */
    public StateId state() {
        @Nullable StateId state = snapshot == null ? version : snapshot;
        if (state == null) {
            throw new IllegalStateException("asks for no older state");
        }
        return state;
    }

    /** When the request came. */
    public Instant now() {
        return request.receivedAt();
    }

    private StoredBlob requireAsForWrite(BlobReader view) {
        Optional<StoredBlob> found = find(view);
        if (found.isEmpty()) {
            conditions.requireForWriteOfAbsent();
            throw BlobError.BLOB_NOT_FOUND.exception();
        }
        Blob blob = found.get().blob();
        conditions.requireForWrite(blob.revision().etag(), blob.revision().lastModified());
        return found.get();
    }

    private void requireTypeOfVersions(BlobReader view, BlobType type) {
        boolean another = view.states(address)
                .filter(state -> state.blob().standing().isOlderVersion()
                        && state.blob().standing().deletion() == null)
                .anyMatch(state -> state.blob().type() != type);
        if (another) {
            throw BlobError.INVALID_BLOB_TYPE.exception();
        }
    }

    private void requireMayCreate() {
        conditions.requireForWriteOfAbsent();
        lease.requireForWrite(null, LeaseErrors.OF_BLOB);
    }

    private void requireMayReplace(Blob blob) {
        if (conditions.onlyIfAbsent()) {
            throw BlobError.BLOB_ALREADY_EXISTS.exception();
        }
        conditions.requireForWrite(blob.revision().etag(), blob.revision().lastModified());
        if (!request.grant().allows('w')) {
            throw BlobError.UNAUTHORIZED_BLOB_OVERWRITE.exception();
        }
        lease.requireForWrite(blob.lease(), LeaseErrors.OF_BLOB);
        blob.requireNotArchived();
    }

    private static BlobRequest of(Request request, Conditions conditions) {
        @Nullable StateId snapshot = request.query().get(SNAPSHOT, StateId::parse);
        @Nullable StateId version = request.query().get(VERSION, StateId::parse);
        if (snapshot != null && version != null) {
            throw CommonError.INVALID_QUERY_PARAMETER_VALUE.exception().detail("QueryParameterName", VERSION);
        }
        NamedLease lease =
                new NamedLease(request.headers().get("x-ms-lease-id", UUID::fromString), request.receivedAt());
        return new BlobRequest(request, address(request), conditions, lease, snapshot, version);
    }

    private static BlobAddress address(Request request) {
        return new BlobAddress(
                request.account(), request.path("container", ContainerName::new), request.path("blob", BlobName::new));
    }
}
