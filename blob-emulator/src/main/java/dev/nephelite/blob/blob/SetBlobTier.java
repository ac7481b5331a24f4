package dev.nephelite.blob.blob;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobError;
import dev.nephelite.blob.model.BlobType;
import dev.nephelite.blob.model.Tiering;
import dev.nephelite.blob.store.BlobEvents;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.blob.store.BlobWriter;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://learn.microsoft.com/rest/api/storageservices/set-blob-tier">Set Blob Tier</a>. As in Azure,
 * rehydration takes time, but seconds instead of hours.
 */
public record SetBlobTier(BlobStore store) implements Operation {
    @Override
    public Response handle(Request request) {
        BlobRequest target = BlobRequest.writingState(request);
        Tiering.AccessTier tier = request.requireHeader("x-ms-access-tier", Tiering.AccessTier::parse);
        Tiering.@Nullable RehydratePriority requested =
                request.headers().get("x-ms-rehydrate-priority", Tiering.RehydratePriority::parse);
        Tiering.RehydratePriority priority = requested == null ? Tiering.RehydratePriority.STANDARD : requested;
        return store.write(tx -> {
            StoredBlob stored = target.requireForAnnotation(tx.reader());
            Blob blob = stored.blob();
            if (blob.type() != BlobType.BLOCK_BLOB) {
                throw BlobError.ACCESS_TIER_NOT_SUPPORTED_FOR_BLOB_TYPE.exception();
            }
            Tiering tiering = blob.tiering().with(tier, priority, target.eventSource(), tx.now());
            Blob changed = blob.change().tiering(tiering).build();
            tx.update(target.address(), stored.with(changed));
            publish(tx, target, blob, changed);
            return Response.of(tiering.rehydration() == null ? 200 : 202);
        });
    }

    /** Snapshots, versions and an unchanged tier have no event. */
    private static void publish(BlobWriter tx, BlobRequest target, Blob before, Blob after) {
        if (!after.state().current()) {
            return;
        }
        BlobEvents.Cause cause = target.eventCause(BlobEvents.Cause.SET_BLOB_TIER);
        if (after.tiering().rehydration() != null) {
            BlobEvents.asyncOperationInitiated(tx, cause, after);
        } else if (after.tiering().effective() != before.tiering().effective()) {
            BlobEvents.tierChanged(tx, cause, after, before.tiering());
        }
    }
}
