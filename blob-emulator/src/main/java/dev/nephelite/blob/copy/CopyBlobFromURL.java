package dev.nephelite.blob.copy;

import dev.nephelite.blob.blob.BlobEvents;
import dev.nephelite.blob.blob.BlobHeaders;
import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobError;
import dev.nephelite.blob.model.CopyState;
import dev.nephelite.blob.model.Layout;
import dev.nephelite.blob.model.Revision;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.blob.store.BlobWriter;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Checksums;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.time.Ids;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/**
 * <a href="https://learn.microsoft.com/rest/api/storageservices/copy-blob-from-url">Copy Blob From URL</a>, which is over
 * when it is answered.
 */
public record CopyBlobFromURL(BlobStore store, Sources sources, Ids ids) implements Operation {
    private static final long LONGEST = 256L * 1024 * 1024;

    @Override
    public Response handle(Request request) throws IOException {
        Destination destination = Destination.of(request);
        Checksums checksums = Checksums.ofSource(request.headers());
        String url = request.requireHeader("x-ms-copy-source", text -> text);
        UUID id = ids.uuid();
        try (Taken taken = sources.find(request).take(null, CopyBlobFromURL::requireShort, checksums)) {
            return store.write(tx -> {
                Blob copy = copy(tx, taken, destination, id, url);
                return BlobHeaders.addChecksum(CopyBlob.answer(copy, id), taken.checksums());
            });
        }
    }

    private static Blob copy(BlobWriter tx, Taken taken, Destination destination, UUID id, String url) {
        if (!(taken.source().layout() instanceof Layout.Blocks blocks)) {
            throw BlobError.INVALID_BLOB_TYPE.exception();
        }
        Optional<StoredBlob> before = destination.require(tx, taken.source());
        Revision revision = tx.nextRevision();
        Layout layout = new Layout.Blocks(taken.length(), blocks.blocks());
        Blob asAsked = destination
                .build(revision, layout, taken.source(), before)
                .copy(CopyState.done(id, url, taken.length(), revision.lastModified()))
                .build();
        Blob made = tx.replace(destination.target().address(), asAsked, taken.keep(tx));
        BlobEvents.created(tx, destination.target(), "CopyBlob", made);
        return made;
    }

    private static void requireShort(long length) {
        if (length > LONGEST) {
            throw UnverifiedSource.tooLarge(LONGEST);
        }
    }
}
