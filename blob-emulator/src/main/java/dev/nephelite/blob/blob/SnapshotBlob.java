package dev.nephelite.blob.blob;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobProtection;
import dev.nephelite.blob.model.BlobState;
import dev.nephelite.blob.model.StateId;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.blob.store.BlobWriter;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.value.Metadata;
import org.jspecify.annotations.Nullable;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/snapshot-blob">Snapshot Blob</a>. */
public record SnapshotBlob(BlobStore store) implements Operation {
    @Override
    public Response handle(Request request) {
        BlobRequest target = BlobRequest.writing(request);
        Metadata metadata = request.metadata();

        return store.write(tx -> {
            StoredBlob stored = target.requireForSnapshot(tx.reader());
            stored.blob().requireNotArchived();
            StateId id = tx.nextState();
            StoredBlob snapshot = snapshot(tx, tx.duplicate(stored), id, metadata);
            tx.putState(target.address(), id, snapshot);
            // With versioning, taking a snapshot creates a version.
            @Nullable
            StateId version = tx.isVersioning()
                    ? tx.revise(target.address(), stored, stored.blob()).state().version()
                    : null;
            return BlobHeaders.changed(201, snapshot.blob())
                    .header("x-ms-snapshot", id)
                    .header("x-ms-version-id", version);
        });
    }

    /** A snapshot with its own metadata gets a new revision. Otherwise it is identical to the blob. */
    private static StoredBlob snapshot(BlobWriter tx, StoredBlob stored, StateId id, Metadata metadata) {
        Blob.Builder snapshot = stored.blob()
                .change()
                .state(BlobState.snapshot(id))
                .lease(null)
                .protection(BlobProtection.NONE)
                .expiresAt(null);
        if (!metadata.pairs().isEmpty()) {
            snapshot.metadata(metadata).revision(tx.nextRevision());
        }
        Blob blob = snapshot.build();
        return new StoredBlob(blob, stored.content());
    }
}
