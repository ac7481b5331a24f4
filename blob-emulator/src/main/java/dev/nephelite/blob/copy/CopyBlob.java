package dev.nephelite.blob.copy;

import dev.nephelite.blob.blob.BlobHeaders;
import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.model.CopyState;
import dev.nephelite.blob.model.Revision;
import dev.nephelite.blob.store.BlobEvents;
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
 * <a href="https://learn.microsoft.com/rest/api/storageservices/copy-blob">Copy Blob</a>. A blob of this emulator is
 * copied at once. Content of another server is downloaded after the response.
 */
public record CopyBlob(BlobStore store, CopySources sources, CopyJobs copyJobs, Ids ids) implements Operation {
    @Override
    public Response handle(Request request) throws IOException {
        CopyDestination destination = CopyDestination.of(request);
        CopySource source = sources.findWithKey(request);
        UUID id = ids.uuid();
        String url = request.requireHeader("x-ms-copy-source", text -> text);
        Blob copy = source instanceof LocalSource local
                ? store.write(tx -> copy(tx, local, destination, id, url))
                : copyJobs.start((RemoteDownloader.RemoteSource) source, destination, id);
        return answer(copy, id);
    }

    private static Blob copy(BlobWriter tx, LocalSource source, CopyDestination destination, UUID id, String url) {
        StoredBlob from = source.require(tx.reader());
        Optional<StoredBlob> before = destination.require(tx.reader(), from.blob());
        // Retains the bytes of the source before those of the replaced blob are released, because both may be the same
        // blob.
        StoredBlob shared = tx.duplicate(from);
        BlobLayout layout = destination.seal(shared.blob().layout());
        Revision revision = tx.nextRevision();
        Blob newBlob = destination
                .build(revision, layout, from.blob(), before)
                .copy(CopyState.done(id, url, layout.length(), revision.lastModified()))
                .build();
        Blob stored = tx.replace(destination.target().address(), newBlob, shared.content());
        BlobEvents.created(tx, destination.target().eventCause("CopyBlob"), stored);
        return stored;
    }

    static Response answer(Blob copy, UUID id) {
        Response response = BlobHeaders.changed(202, copy).header("x-ms-copy-id", id);
        return copy.copy() == null
                ? response
                : response.header("x-ms-copy-status", copy.copy().status());
    }
}
