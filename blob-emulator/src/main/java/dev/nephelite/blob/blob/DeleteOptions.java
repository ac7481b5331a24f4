package dev.nephelite.blob.blob;

import dev.nephelite.blob.model.BlobError;
import dev.nephelite.blob.model.DeleteSnapshots;
import dev.nephelite.blob.store.BlobReader;
import dev.nephelite.emulator.service.Request;
import org.jspecify.annotations.Nullable;

/**
 * What a client that deletes says of how.
 *
 * @param snapshots what is to become of the blob's snapshots, or null if that is not said
 * @param permanently whether something that is deleted already is to be kept no longer
 */
record DeleteOptions(@Nullable DeleteSnapshots snapshots, boolean permanently, TierConditions tier) {
    private static final String TYPE = "deletetype";
    private static final String PERMANENT = "permanent";

    /** Reads the options, refusing those that the client may not have or that do not go together. */
    static DeleteOptions from(BlobRequest target) {
        Request request = target.request();
        boolean permanently = request.query().get(TYPE, DeleteOptions::parseType) != null;
        requirePermission(target, permanently);
        @Nullable DeleteSnapshots snapshots = request.headers().get("x-ms-delete-snapshots", DeleteSnapshots::parse);
        if (snapshots != null && target.asksForOlderState()) {
            throw BlobError.INVALID_SNAPSHOT_OPERATION.exception();
        }
        return new DeleteOptions(snapshots, permanently, TierConditions.from(request.headers()));
    }

    /** Refuses to remove for good what is not deleted, or where nothing may be. */
    void requireMayRemove(BlobReader view, BlobRequest target) {
        if (!view.settings(target.address().account()).blob().deleteRetention().permanentDeleteAllowed()) {
            throw BlobError.PERMANENT_DELETE_NOT_ENABLED.exception();
        }
        if (!target.asksForOlderState()) {
            throw BlobError.BLOB_SNAPSHOT_NOT_SOFT_DELETED.exception();
        }
        boolean deleted = view.state(target.address(), target.state())
                .map(state -> state.blob().blobState().deletion() != null)
                .or(() -> target.find(view).map(found -> false))
                .orElseThrow(BlobError.BLOB_NOT_FOUND::exception);
        if (!deleted) {
            throw BlobError.BLOB_SNAPSHOT_NOT_SOFT_DELETED.exception();
        }
    }

    /** To delete versions, and to delete for good, a signature must allow these very things. */
    private static void requirePermission(BlobRequest target, boolean permanently) {
        target.request().grant().require(permanently ? 'y' : target.version() == null ? 'd' : 'x');
    }

    private static String parseType(String text) {
        if (!text.equalsIgnoreCase(PERMANENT)) {
            throw new IllegalArgumentException("not a way to delete: " + text);
        }
        return text;
    }
}
