package dev.nephelite.blob.blob;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobError;
import dev.nephelite.blob.store.BlobEvents;
import dev.nephelite.blob.store.BlobReader;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.blob.store.BlobWriter;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.value.HttpDate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/delete-blob">Delete Blob</a>. */
public record DeleteBlob(BlobStore store) implements Operation {
    @Override
    public Response handle(Request request) {
        BlobRequest target = BlobRequest.writingState(request);
        Options options = Options.from(target);

        return store.write(tx -> {
            tx.freesSpace();
            boolean permanent = delete(tx, target, options);
            return Response.of(202).header("x-ms-delete-type-permanent", permanent);
        });
    }

    private static boolean delete(BlobWriter tx, BlobRequest target, Options options) {
        if (options.permanently()) {
            options.requireMayRemove(tx.reader(), target);
            tx.removeState(target.address(), target.state());
            return true;
        }
        if (target.hasOnlyBlocks(tx.reader())) {
            target.requireForReplace(tx.reader());
            return options.snapshots() == DeleteSnapshots.ONLY || tx.delete(target.address());
        }
        StoredBlob stored = target.requireForWrite(tx.reader());
        options.tier().require(stored.blob());
        return target.addressesSnapshotOrVersion()
                ? deleteState(tx, target, stored)
                : deleteBlob(tx, target, stored, options);
    }

    private static boolean deleteState(BlobWriter tx, BlobRequest target, StoredBlob stored) {
        if (stored.blob().state().current()) {
            throw BlobError.OPERATION_NOT_ALLOWED_ON_ROOT_BLOB.exception();
        }
        return tx.deleteState(target.address(), stored);
    }

    private static boolean deleteBlob(BlobWriter tx, BlobRequest target, StoredBlob stored, Options options) {
        List<StoredBlob> snapshots = tx.reader().snapshots(target.address()).toList();
        if (options.snapshots() == null && !snapshots.isEmpty()) {
            throw BlobError.SNAPSHOTS_PRESENT.exception();
        }
        boolean permanent = true;
        for (StoredBlob snapshot : snapshots) {
            permanent &= tx.deleteState(target.address(), snapshot);
        }
        if (options.snapshots() == DeleteSnapshots.ONLY) {
            return permanent;
        }
        BlobEvents.deleted(tx, target.eventCause("DeleteBlob"), stored.blob());
        return tx.delete(target.address());
    }

    /** Conditions on the time of a blob's last tier change, which is its creation if the tier has never changed. */
    private record TierConditions(
            @Nullable Instant ifModifiedSince, @Nullable Instant ifUnmodifiedSince) {
        static TierConditions from(Headers headers) {
            return new TierConditions(
                    headers.get("x-ms-access-tier-if-modified-since", HttpDate::parse),
                    headers.get("x-ms-access-tier-if-unmodified-since", HttpDate::parse));
        }

        /** Refuses a blob that does not meet them. */
        void require(Blob blob) {
            @Nullable Instant changedAt = blob.tiering().changedAt();
            Instant moment = (changedAt == null ? blob.createdAt() : changedAt).truncatedTo(ChronoUnit.SECONDS);
            boolean tooEarly = ifModifiedSince != null && !moment.isAfter(ifModifiedSince);
            boolean tooLate = ifUnmodifiedSince != null && moment.isAfter(ifUnmodifiedSince);
            if (tooEarly || tooLate) {
                throw CommonError.CONDITION_NOT_MET.exception();
            }
        }
    }

    /**
     * The options of a deletion.
     *
     * @param snapshots what happens to the blob's snapshots, or null if the request does not say
     * @param permanently whether to remove something that is soft-deleted
     */
    private record Options(@Nullable DeleteSnapshots snapshots, boolean permanently, DeleteBlob.TierConditions tier) {
        private static final String TYPE = "deletetype";
        private static final String PERMANENT = "permanent";

        /** Parses the options and refuses those that are not permitted or contradict each other. */
        static Options from(BlobRequest target) {
            Request request = target.request();
            boolean permanently = request.query().get(TYPE, Options::parseType) != null;
            requirePermission(target, permanently);
            @Nullable
            DeleteSnapshots snapshots = request.headers().get("x-ms-delete-snapshots", DeleteSnapshots::parse);
            if (snapshots != null && target.addressesSnapshotOrVersion()) {
                throw BlobError.INVALID_SNAPSHOT_OPERATION.exception();
            }
            return new Options(snapshots, permanently, DeleteBlob.TierConditions.from(request.headers()));
        }

        /** Refuses a permanent deletion of anything that is not soft-deleted, or if the account does not allow it. */
        void requireMayRemove(BlobReader view, BlobRequest target) {
            if (!view.properties(target.address().account()).deleteRetention().permanentDeleteAllowed()) {
                throw BlobError.PERMANENT_DELETE_NOT_ENABLED.exception();
            }
            if (!target.addressesSnapshotOrVersion()) {
                throw BlobError.BLOB_SNAPSHOT_NOT_SOFT_DELETED.exception();
            }
            boolean deleted = view.state(target.address(), target.state())
                    .map(state -> state.blob().state().deletion() != null)
                    .or(() -> target.find(view).map(found -> false))
                    .orElseThrow(BlobError.BLOB_NOT_FOUND::exception);
            if (!deleted) {
                throw BlobError.BLOB_SNAPSHOT_NOT_SOFT_DELETED.exception();
            }
        }

        /** Deleting a version and deleting permanently have permissions of their own. */
        private static void requirePermission(BlobRequest target, boolean permanently) {
            target.request().grant().require(permanently ? 'y' : target.version() == null ? 'd' : 'x');
        }

        private static String parseType(String text) {
            if (!text.equalsIgnoreCase(PERMANENT)) {
                throw new IllegalArgumentException("not a value of deletetype: " + text);
            }
            return text;
        }
    }

    /** The values of {@code x-ms-delete-snapshots}. */
    private enum DeleteSnapshots {
        /** Delete the blob and its snapshots. */
        INCLUDE,
        /** Delete the snapshots only. */
        ONLY;

        /**
         * Parses a header value, ignoring case.
         *
         * @throws IllegalArgumentException if it is neither
         */
        static DeleteSnapshots parse(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }
}
