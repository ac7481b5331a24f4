package dev.nephelite.blob.blob;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobError;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.model.BlobState;
import dev.nephelite.blob.model.BlobType;
import dev.nephelite.blob.model.Lease;
import dev.nephelite.blob.model.LeaseErrors;
import dev.nephelite.blob.store.BlobReader;
import dev.nephelite.blob.store.StoredBlob;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The checks before a request creates a blob, possibly in place of another one. */
record CreateBlobChecks(BlobRequest target) {
    /** The blob that the request replaces, if there is one and it may do so. */
    Optional<StoredBlob> require(BlobReader view) {
        Optional<StoredBlob> found = target.find(view);
        found.map(StoredBlob::blob).ifPresentOrElse(this::requireMayReplace, () -> requireMayCreate(view));
        return found.map(before ->
                before.withLease(target.lease().afterWrite(before.blob().lease())));
    }

    /** The same for a new blob of that type. Neither a blob of another type nor a sealed one can be replaced. */
    Optional<StoredBlob> require(BlobReader view, BlobType type) {
        Optional<StoredBlob> found = require(view);
        boolean other = found.filter(before -> before.blob().type() != type).isPresent();
        if (other || (type != BlobType.BLOCK_BLOB && target.hasOnlyBlocks(view))) {
            throw BlobError.INVALID_BLOB_TYPE.exception();
        }
        if (found.isEmpty()) {
            requireTypeOfVersions(view, type);
        }
        found.map(before -> before.blob().layout()).ifPresent(CreateBlobChecks::requireNotSealed);
        return found;
    }

    private void requireMayReplace(Blob blob) {
        target.lease().requirePresent(blob.lease(), LeaseErrors.OF_BLOB);
        if (target.conditions().onlyIfAbsent()) {
            throw BlobError.BLOB_ALREADY_EXISTS.exception();
        }
        target.requireConditionsOfWrite(blob);
        if (!target.request().grant().allows('w')) {
            throw BlobError.UNAUTHORIZED_BLOB_OVERWRITE.exception();
        }
        target.lease().requireMatch(blob.lease(), LeaseErrors.OF_BLOB);
        blob.requireNotArchived();
        blob.requireNoPendingCopy();
        blob.protection().requireOver(target.now());
    }

    private void requireMayCreate(BlobReader view) {
        @Nullable Lease lease = target.leaseIn(view);
        target.lease().requirePresent(lease, LeaseErrors.OF_BLOB);
        target.requireConditionsOfCreation(view);
        target.lease().requireMatch(lease, LeaseErrors.OF_BLOB);
    }

    /** Refuses a new blob of another type than the existing versions of its name. */
    private void requireTypeOfVersions(BlobReader view, BlobType type) {
        boolean another = view.states(target.address())
                .map(StoredBlob::blob)
                .filter(state -> isVersion(state.blobState()))
                .anyMatch(version -> version.type() != type);
        if (another) {
            throw BlobError.INVALID_BLOB_TYPE.exception();
        }
    }

    private static boolean isVersion(BlobState blobState) {
        return blobState.isOlderVersion() && blobState.deletion() == null;
    }

    private static void requireNotSealed(BlobLayout layout) {
        if (layout instanceof BlobLayout.Appended appended && appended.sealed()) {
            throw BlobError.BLOB_IS_SEALED.exception();
        }
    }
}
