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

/** <a href="https://learn.microsoft.com/rest/api/storageservices/delete-blob">Delete Blob</a>. */
public record DeleteBlob(BlobStore store) implements Operation {
    @Override
    public Response handle(Request request) {
        BlobRequest target = BlobRequest.writingState(request);
        DeleteOptions options = DeleteOptions.from(target);

        return store.write(tx -> {
            tx.freesSpace();
            boolean forGood = delete(tx, target, options);
            return Response.of(202).header("x-ms-delete-type-permanent", forGood);
        });
    }

    private static boolean delete(BlobWriter tx, BlobRequest target, DeleteOptions options) {
        if (options.permanently()) {
            options.requireMayRemove(tx, target);
            tx.removeState(target.address(), target.state());
            return true;
        }
        if (target.hasOnlyBlocks(tx)) {
            target.requireForReplace(tx);
            return options.snapshots() == DeleteSnapshots.ONLY || tx.delete(target.address());
        }
        StoredBlob stored = target.requireForWrite(tx);
        options.tier().require(stored.blob());
        return target.asksForOlderState() ? deleteState(tx, target, stored) : deleteBlob(tx, target, stored, options);
    }

    private static boolean deleteState(BlobWriter tx, BlobRequest target, StoredBlob stored) {
        if (stored.blob().blobState().current()) {
            throw BlobError.OPERATION_NOT_ALLOWED_ON_ROOT_BLOB.exception();
        }
        return tx.deleteState(target.address(), stored);
    }

    private static boolean deleteBlob(BlobWriter tx, BlobRequest target, StoredBlob stored, DeleteOptions options) {
        List<StoredBlob> snapshots = tx.snapshots(target.address()).toList();
        if (options.snapshots() == null && !snapshots.isEmpty()) {
            throw BlobError.SNAPSHOTS_PRESENT.exception();
        }
        boolean forGood = true;
        for (StoredBlob snapshot : snapshots) {
            forGood &= tx.deleteState(target.address(), snapshot);
        }
        if (options.snapshots() == DeleteSnapshots.ONLY) {
            return forGood;
        }
        BlobEvents.deleted(tx, target, stored.blob());
        return tx.delete(target.address());
    }
}
