package dev.nephelite.blob.blob;

import dev.nephelite.blob.filter.TagFilter;
import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobAddress;
import dev.nephelite.blob.model.BlobError;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.model.BlobName;
import dev.nephelite.blob.model.BlobState;
import dev.nephelite.blob.model.BlobTags;
import dev.nephelite.blob.model.BlobType;
import dev.nephelite.blob.model.ContainerName;
import dev.nephelite.blob.model.Lease;
import dev.nephelite.blob.model.LeaseCondition;
import dev.nephelite.blob.model.LeaseErrors;
import dev.nephelite.blob.model.Revision;
import dev.nephelite.blob.model.StateId;
import dev.nephelite.blob.model.Tiering.EventSource;
import dev.nephelite.blob.store.BlobEvents;
import dev.nephelite.blob.store.BlobReader;
import dev.nephelite.blob.store.BlobWriter;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.blob.store.UncommittedBlocks;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.service.Conditions;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.value.PercentEncoding;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request on one blob and the checks that precede the operation, in the order of the service: container, missing
 * lease id, conditions, blob, lease id.
 *
 * @param ifTags the condition on the blob's tags, or null
 * @param snapshot the snapshot that it addresses, or null
 * @param version the version that it addresses, or null
 */
public record BlobRequest(
        Request request,
        BlobAddress address,
        Conditions conditions,
        @Nullable TagFilter ifTags,
        LeaseCondition lease,
        @Nullable StateId snapshot,
        @Nullable StateId version) {
    private static final String SNAPSHOT = "snapshot";
    private static final String VERSION = "versionid";
    private static final String DELETE = "DELETE";

    /** A read of a blob, a snapshot or a version. */
    public static BlobRequest reading(Request request) {
        return of(request, Conditions.from(request.headers()));
    }

    /** A request for the tags of a blob, which can carry its conditions in headers of its own. */
    public static BlobRequest onTags(Request request) {
        Conditions conditions = Conditions.from(request.headers(), "x-ms-blob-");
        return of(request, conditions.equals(Conditions.NONE) ? Conditions.from(request.headers()) : conditions);
    }

    /** A write to the blob itself. Snapshots and versions are read-only. */
    public static BlobRequest writing(Request request) {
        for (String parameter : new String[] {SNAPSHOT, VERSION}) {
            if (request.query().has(parameter)) {
                throw CommonError.INVALID_QUERY_PARAMETER_VALUE.exception().detail("QueryParameterName", parameter);
            }
        }
        return writingState(request);
    }

    /** A write that may address a snapshot or a version, too. */
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
        requireTags(blob.tags());
        lease.requireMatch(blob.lease());
        return found.get();
    }

    /** The blob, if the request may change it. */
    public StoredBlob requireForWrite(BlobReader view) {
        StoredBlob found = requireForAnnotation(view);
        found.blob().protection().requireOver(now());
        return found;
    }

    /** The blob, if the request may change attributes that immutability does not protect, such as its tier. */
    public StoredBlob requireForAnnotation(BlobReader view) {
        StoredBlob found = requireDuringCopy(view);
        found.blob().requireNoPendingCopy();
        if (!request.http().method().equals(DELETE)) {
            found.blob().requireNoIncrementalCopy();
        }
        return found;
    }

    /** The blob, if the request may change its attributes, even while a copy to it is pending. */
    public StoredBlob requireDuringCopy(BlobReader view) {
        StoredBlob found = requireExisting(view);
        @Nullable Lease before = found.blob().lease();
        lease.requirePresent(before);
        requireConditionsOfWrite(found.blob());
        lease.requireMatch(before);
        return found.withLease(lease.afterWrite(before));
    }

    /** The blob, if the request may take a snapshot of it. A lease does not prevent that, but a lease id has to match. */
    public StoredBlob requireForSnapshot(BlobReader view) {
        StoredBlob found = requireExisting(view);
        requireConditionsOfWrite(found.blob());
        lease.requireMatch(found.blob().lease());
        found.blob().requireNoPendingCopy();
        return found;
    }

    /** The blob that the request replaces, if there is one and it may do so. */
    public Optional<StoredBlob> requireForReplace(BlobReader view) {
        Optional<StoredBlob> found = find(view);
        found.map(StoredBlob::blob)
                .ifPresentOrElse(this::requireMayReplace, () -> requireMayCreate(view.uncommittedBlocks(address)));
        return found.map(
                before -> before.withLease(lease.afterWrite(before.blob().lease())));
    }

    /**
     * The blob that a new one of that type replaces, if there is one and the request may do so. Neither a blob of another type nor
     * a sealed one can be replaced.
     */
    public Optional<StoredBlob> requireForReplace(BlobReader view, BlobType type) {
        Optional<StoredBlob> found = requireForReplace(view);
        boolean other = found.filter(before -> before.blob().type() != type).isPresent();
        if (other || (type != BlobType.BLOCK_BLOB && hasOnlyBlocks(view))) {
            throw BlobError.INVALID_BLOB_TYPE.exception();
        }
        if (found.isEmpty()) {
            requireTypeOfVersions(view, type);
        }
        found.map(before -> before.blob().layout()).ifPresent(BlobRequest::requireNotSealed);
        return found;
    }

    private void requireMayReplace(Blob blob) {
        lease.requirePresent(blob.lease());
        if (conditions.onlyIfAbsent()) {
            throw BlobError.BLOB_ALREADY_EXISTS.exception();
        }
        requireConditionsOfWrite(blob);
        if (!request.grant().allows('w')) {
            throw BlobError.UNAUTHORIZED_BLOB_OVERWRITE.exception();
        }
        lease.requireMatch(blob.lease());
        blob.requireNotArchived();
        blob.requireNoPendingCopy();
        blob.protection().requireOver(now());
    }

    private void requireMayCreate(Optional<UncommittedBlocks> uncommittedBlocks) {
        @Nullable
        Lease existing = uncommittedBlocks.map(UncommittedBlocks::lease).orElse(null);
        lease.requirePresent(existing);
        requireConditionsOfCreation(uncommittedBlocks.isPresent());
        lease.requireMatch(existing);
    }

    /** Refuses a new blob of another type than the existing versions of its name. */
    private void requireTypeOfVersions(BlobReader view, BlobType type) {
        boolean another = view.states(address)
                .map(StoredBlob::blob)
                .filter(state -> isVersion(state.state()))
                .anyMatch(version -> version.type() != type);
        if (another) {
            throw BlobError.INVALID_BLOB_TYPE.exception();
        }
    }

    private static boolean isVersion(BlobState state) {
        return state.isOlderVersion() && state.deletion() == null;
    }

    private static void requireNotSealed(BlobLayout layout) {
        if (layout instanceof BlobLayout.Appended appended && appended.sealed()) {
            throw BlobError.BLOB_IS_SEALED.exception();
        }
    }

    /** The blob, if the request may read its block list; none if there are only uncommitted blocks. */
    public Optional<StoredBlob> requireForReadOfBlocks(BlobReader view) {
        if (!hasOnlyBlocks(view)) {
            return Optional.of(requireForRead(view));
        }
        conditions.requireForReadOfAbsent();
        requireTags(BlobTags.NONE);
        lease.requireMatch(view.lease(address).orElse(null));
        return Optional.empty();
    }

    /**
     * Checks that the request may add uncommitted blocks. No condition applies, because that does not change the blob;
     * but like every write it removes an inactive lease, which can no longer be renewed.
     */
    public void requireForPutBlock(BlobWriter tx) {
        Optional<Blob> found = find(tx.reader()).map(StoredBlob::blob);
        found.ifPresent(Blob::requireNotArchived);
        found.ifPresent(Blob::requireNoPendingCopy);
        @Nullable Lease before = tx.reader().lease(address).orElse(null);
        lease.requirePresent(before);
        lease.requireMatch(before);
        found.ifPresent(blob -> blob.require(BlobLayout.Blocks.class));
        if (before != null && lease.afterWrite(before) == null) {
            tx.putLease(address, null);
        }
    }

    /** The revision of the blob, or of its uncommitted blocks, if the request may act on its lease. */
    public Revision requireForLease(BlobReader view) {
        if (!hasOnlyBlocks(view)) {
            Blob blob = requireExisting(view).blob();
            requireConditionsOfWrite(blob);
            return blob.revision();
        }
        requireConditionsOfCreation(true);
        return view.uncommittedBlocks(address)
                .map(UncommittedBlocks::revision)
                .orElseThrow(BlobError.BLOB_NOT_FOUND::exception);
    }

    /** The blob, snapshot or version that the request addresses. */
    public Optional<StoredBlob> find(BlobReader view) {
        if (view.container(address).isEmpty()) {
            throw BlobError.CONTAINER_NOT_FOUND.exception();
        }
        if (version != null) {
            return view.version(address, version);
        }
        return snapshot == null ? view.blob(address) : view.snapshot(address, snapshot);
    }

    /** Whether there are only uncommitted blocks. */
    public boolean hasOnlyBlocks(BlobReader view) {
        return find(view).isEmpty()
                && !addressesSnapshotOrVersion()
                && view.uncommittedBlocks(address).isPresent();
    }

    /** Whether the request addresses a snapshot or a version. */
    public boolean addressesSnapshotOrVersion() {
        return snapshot != null || version != null;
    }

    /** The id of the snapshot or version that the request addresses. */
    public StateId state() {
        @Nullable StateId state = snapshot == null ? version : snapshot;
        if (state == null) {
            throw new IllegalStateException("the request addresses neither a snapshot nor a version");
        }
        return state;
    }

    /** When the request was received. */
    public Instant now() {
        return request.receivedAt();
    }

    /** The blob in events. */
    EventSource eventSource() {
        String name = PercentEncoding.encode(address.blob().value(), "/*");
        String url = request.accountUrl() + "/" + address.container() + "/" + name;
        return new EventSource(address.account(), address.subject(), url);
    }

    /**
     * This request as the cause of an event.
     *
     * @param api the name of the operation in events
     */
    public BlobEvents.Cause eventCause(String api) {
        return new BlobEvents.Cause(api, eventSource(), request.headers().get("x-ms-client-request-id"), request.id());
    }

    /** Evaluates the conditions of a write. */
    private void requireConditionsOfWrite(Blob blob) {
        conditions.requireForWrite(blob.revision().etag(), blob.revision().lastModified());
        requireTags(blob.tags());
    }

    /**
     * Evaluates the conditions of a write where there is no blob yet. A condition on tags applies if there are uncommitted
     * blocks: to the service they are a blob without tags.
     */
    private void requireConditionsOfCreation(boolean uncommittedBlocks) {
        conditions.requireForWriteOfAbsent();
        if (uncommittedBlocks) {
            requireTags(BlobTags.NONE);
        }
    }

    private void requireTags(BlobTags tags) {
        if (ifTags != null && !ifTags.matches(address.container(), tags)) {
            throw CommonError.CONDITION_NOT_MET.exception();
        }
    }

    private StoredBlob requireExisting(BlobReader view) {
        Optional<StoredBlob> found = find(view);
        if (found.isEmpty()) {
            conditions.requireForWriteOfAbsent();
            throw BlobError.BLOB_NOT_FOUND.exception();
        }
        return found.get();
    }

    private static BlobRequest of(Request request, Conditions conditions) {
        @Nullable StateId snapshot = request.query().get(SNAPSHOT, StateId::parse);
        @Nullable StateId version = request.query().get(VERSION, StateId::parse);
        if (snapshot != null && version != null) {
            throw CommonError.INVALID_QUERY_PARAMETER_VALUE.exception().detail("QueryParameterName", VERSION);
        }
        @Nullable UUID leaseId = request.headers().get("x-ms-lease-id", Lease::parseId);
        LeaseCondition lease = new LeaseCondition(leaseId, LeaseErrors.OF_BLOB, request.receivedAt());
        @Nullable TagFilter ifTags = request.headers().get("x-ms-if-tags", TagFilter::condition);
        return new BlobRequest(request, address(request), conditions, ifTags, lease, snapshot, version);
    }

    private static BlobAddress address(Request request) {
        ContainerName container = request.path("container", ContainerName::parse);
        BlobName blob = request.path("blob", BlobName::parse);
        if (container.equals(ContainerName.ROOT) && blob.value().indexOf('/') >= 0) {
            throw CommonError.INVALID_URI.exception();
        }
        return new BlobAddress(request.account(), container, blob);
    }
}
