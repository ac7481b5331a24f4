package dev.nephelite.blob.blob;

import dev.nephelite.blob.model.DeleteSnapshots;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/delete-blob">Delete Blob</a>. */
public record DeleteBlob(BlobStore store) implements Operation {
    @Override
    public Response handle(Request request) {
        BlobRequest target = BlobRequest.writingState(request);
        @Nullable DeleteSnapshots snapshots = request.headers().get("x-ms-delete-snapshots", DeleteSnapshots::parse);

        return store.write(tx -> {
            Optional<StoredBlob> stored =
                    target.hasOnlyBlocks(tx) ? target.requireForReplace(tx) : Optional.of(target.requireForWrite(tx));
            // There are no snapshots yet, so who deletes nothing else deletes nothing.
            if (snapshots != DeleteSnapshots.ONLY) {
                stored.ifPresent(before -> before.blob().protection().requireOver(tx.now()));
                stored.ifPresent(before -> BlobEvents.deleted(tx, target, before.blob()));
                tx.delete(target.address());
            }
            return Response.of(202).header("x-ms-delete-type-permanent", true);
        });
    }
}
