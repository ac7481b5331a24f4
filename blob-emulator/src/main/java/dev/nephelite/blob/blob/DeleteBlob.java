package dev.nephelite.blob.blob;

import dev.nephelite.blob.model.BlobError;
import dev.nephelite.blob.model.DeleteSnapshots;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.blob.store.BlobWriter;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/delete-blob">Delete Blob</a>. */
public record DeleteBlob(BlobStore store) implements Operation {
    @Override
    public Response handle(Request request) {
        request.grant().require(request.query().has("versionid") ? 'x' : 'd');
        BlobRequest target = BlobRequest.writingState(request);
        @Nullable DeleteSnapshots snapshots = request.headers().get("x-ms-delete-snapshots", DeleteSnapshots::parse);
        if (snapshots != null && target.asksForOlderState()) {
            throw BlobError.INVALID_SNAPSHOT_OPERATION.exception();
        }

        return store.write(tx -> {
            if (target.hasOnlyBlocks(tx)) {
                deleteBlocks(tx, target, snapshots);
            } else if (target.asksForOlderState()) {
                deleteState(tx, target);
            } else {
                deleteBlob(tx, target, snapshots);
            }
            return Response.of(202).header("x-ms-delete-type-permanent", true);
        });
    }

    private static void deleteBlocks(BlobWriter tx, BlobRequest target, @Nullable DeleteSnapshots option) {
        target.requireForReplace(tx);
        if (option != DeleteSnapshots.ONLY) {
            tx.delete(target.address());
        }
    }

    private static void deleteState(BlobWriter tx, BlobRequest target) {
        StoredBlob stored = target.requireForWrite(tx);
        if (stored.blob().standing().current()) {
            throw BlobError.OPERATION_NOT_ALLOWED_ON_ROOT_BLOB.exception();
        }
        tx.removeState(target.address(), stored.blob().standing().id());
    }

    private static void deleteBlob(BlobWriter tx, BlobRequest target, @Nullable DeleteSnapshots option) {
        StoredBlob stored = target.requireForWrite(tx);
        List<StoredBlob> snapshots = tx.snapshots(target.address()).toList();
        if (option == null && !snapshots.isEmpty()) {
            throw BlobError.SNAPSHOTS_PRESENT.exception();
        }
        snapshots.forEach(snapshot ->
                tx.removeState(target.address(), snapshot.blob().standing().id()));
        if (option != DeleteSnapshots.ONLY) {
            BlobEvents.deleted(tx, target, stored.blob());
            tx.delete(target.address());
        }
    }
}
