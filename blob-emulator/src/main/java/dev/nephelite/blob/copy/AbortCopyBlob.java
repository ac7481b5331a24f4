package dev.nephelite.blob.copy;

import dev.nephelite.blob.blob.BlobRequest;
import dev.nephelite.blob.model.BlobError;
import dev.nephelite.blob.model.CopyState;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.blob.store.BlobWriter;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/abort-copy-blob">Abort Copy Blob</a>. */
public record AbortCopyBlob(BlobStore store, CopyJobs copyJobs) implements Operation {
    @Override
    public Response handle(Request request) {
        BlobRequest target = BlobRequest.writing(request);
        UUID id = request.requireQuery("copyid", UUID::fromString);
        request.requireHeader("x-ms-copy-action", AbortCopyBlob::requireAbort);

        store.write(tx -> abort(tx, target, id));
        copyJobs.stopDownload(id);
        return Response.of(204);
    }

    private static UUID abort(BlobWriter tx, BlobRequest target, UUID id) {
        @Nullable CopyState copy = target.requireDuringCopy(tx.reader()).blob().copy();
        if (copy == null || !copy.isPending()) {
            throw BlobError.NO_PENDING_COPY_OPERATION.exception();
        }
        if (!copy.id().equals(id)) {
            throw BlobError.COPY_ID_MISMATCH.exception();
        }
        new CopyJobs.Job(target.address(), id).stop(tx, CopyState.Status.ABORTED, null);
        return id;
    }

    private static String requireAbort(String action) {
        if (!action.equalsIgnoreCase("abort")) {
            throw new IllegalArgumentException("not a copy action: " + action);
        }
        return action;
    }
}
