package dev.nephelite.blob.copy;

import dev.nephelite.blob.blob.BlobHeaders;
import dev.nephelite.blob.blob.BlobRequest;
import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobError;
import dev.nephelite.blob.model.BlobType;
import dev.nephelite.blob.model.CopyState;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.blob.store.BlobWriter;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.time.Ids;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/**
 * <a href="https://learn.microsoft.com/rest/api/storageservices/incremental-copy-blob">Incremental Copy Blob</a>: one
 * snapshot after the other of a page blob becomes a snapshot of another one, which is there for nothing else.
 */
public record IncrementalCopyBlob(BlobStore store, CopySources sources, Ids ids) implements Operation {
    @Override
    public Response handle(Request request) throws IOException {
        BlobRequest target = BlobRequest.writing(request);
        if (!(sources.find(request) instanceof LocalSource source)) {
            throw BlobError.INVALID_SOURCE_BLOB_URL.exception();
        }
        if (source.blob().snapshot() == null) {
            throw BlobError.INCREMENTAL_COPY_SOURCE_MUST_BE_SNAPSHOT.exception();
        }
        String url = request.requireHeader("x-ms-copy-source", text -> text);
        UUID id = ids.uuid();
        Blob copy = store.write(tx -> copy(tx, target, source, id, url));
        return BlobHeaders.changed(202, copy)
                .header("x-ms-copy-id", id)
                // It always says so, though whoever looks finds the copy done.
                .header("x-ms-copy-status", CopyState.Status.PENDING);
    }

    private Blob copy(BlobWriter tx, BlobRequest target, LocalSource source, UUID id, String url) {
        StoredBlob snapshot = source.require(tx);
        Optional<StoredBlob> before = target.find(tx)
                .map(there -> target.requireDuringCopy(tx))
                .or(() -> target.requireForReplace(tx, BlobType.PAGE_BLOB));
        IncrementalCopy copy = new IncrementalCopy(snapshot, id, url);
        before.ifPresent(there -> copy.requireLaterThan(tx, there.blob(), source, sources));
        return copy.make(tx, target.address(), before);
    }
}
