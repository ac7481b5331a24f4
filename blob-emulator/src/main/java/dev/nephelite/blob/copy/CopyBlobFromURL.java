package dev.nephelite.blob.copy;

import dev.nephelite.blob.blob.BlobHeaders;
import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobError;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.model.CopyState;
import dev.nephelite.blob.model.Revision;
import dev.nephelite.blob.store.BlobEvents;
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
 * <a href="https://learn.microsoft.com/rest/api/storageservices/copy-blob-from-url">Copy Blob From URL</a>. The copy is
 * complete when the response is sent.
 */
public record CopyBlobFromURL(BlobStore store, CopySources sources, Ids ids) implements Operation {
    private static final long MAX_LENGTH = 256L * 1024 * 1024;

    @Override
    public Response handle(Request request) throws IOException {
        CopyDestination destination = CopyDestination.of(request);
        Checksums checksums = Checksums.ofSource(request.headers());
        String url = request.requireHeader("x-ms-copy-source", text -> text);
        UUID id = ids.uuid();
        try (CopySource.CopiedContent copiedContent =
                sources.find(request).read(null, CopyBlobFromURL::requireShort, checksums)) {
            return store.write(tx -> {
                Blob copy = copy(tx, copiedContent, destination, id, url);
                return BlobHeaders.addChecksum(CopyBlob.answer(copy, id), copiedContent.checksums());
            });
        }
    }

    private static Blob copy(
            BlobWriter tx, CopySource.CopiedContent copiedContent, CopyDestination destination, UUID id, String url) {
        if (!(copiedContent.source().layout() instanceof BlobLayout.Blocks blocks)) {
            throw BlobError.INVALID_BLOB_TYPE.exception();
        }
        Optional<StoredBlob> before = destination.require(tx.reader(), copiedContent.source());
        Revision revision = tx.nextRevision();
        BlobLayout layout = new BlobLayout.Blocks(copiedContent.length(), blocks.blocks());
        Blob newBlob = destination
                .build(revision, layout, copiedContent.source(), before)
                .copy(CopyState.done(id, url, copiedContent.length(), revision.lastModified()))
                .build();
        Blob stored = tx.replace(destination.target().address(), newBlob, copiedContent.store(tx));
        BlobEvents.created(tx, destination.target().eventCause("CopyBlob"), stored);
        return stored;
    }

    private static void requireShort(long length) {
        if (length > MAX_LENGTH) {
            throw CopySource.Refusal.tooLarge(MAX_LENGTH);
        }
    }
}
