package dev.nephelite.blob.copy;

import dev.nephelite.blob.blob.BlobHeaders;
import dev.nephelite.blob.blob.BlobRequest;
import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobAddress;
import dev.nephelite.blob.model.BlobError;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.model.BlobState;
import dev.nephelite.blob.model.BlobType;
import dev.nephelite.blob.model.CopyState;
import dev.nephelite.blob.model.Revision;
import dev.nephelite.blob.model.StateId;
import dev.nephelite.blob.store.BlobReader;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.blob.store.BlobWriter;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.store.content.Content;
import dev.nephelite.emulator.time.Ids;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://learn.microsoft.com/rest/api/storageservices/incremental-copy-blob">Incremental Copy Blob</a>. It
 * copies the snapshots of a page blob, one after the other, to snapshots of a destination blob that exists for nothing
 * else.
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
                // Azure always reports a pending copy, although this one is complete already.
                .header("x-ms-copy-status", CopyState.Status.PENDING);
    }

    private Blob copy(BlobWriter tx, BlobRequest target, LocalSource source, UUID id, String url) {
        StoredBlob snapshot = source.require(tx.reader());
        Optional<StoredBlob> before = target.find(tx.reader())
                .map(existing -> target.requireDuringCopy(tx.reader()))
                .or(() -> target.requireForReplace(tx.reader(), BlobType.PAGE_BLOB));
        IncrementalCopy copy = new IncrementalCopy(snapshot, id, url);
        before.ifPresent(existing -> copy.requireLaterThan(tx.reader(), existing.blob(), source, sources));
        return copy.create(tx, target.address(), before);
    }

    /**
     * The copy of a snapshot of one page blob to a snapshot of another. It shares the pages, which is all that makes it
     * incremental here.
     *
     * @param snapshot the original
     * @param id of the copy
     * @param url of the original
     */
    private record IncrementalCopy(StoredBlob snapshot, UUID id, String url) {
        IncrementalCopy {
            if (!(snapshot.blob().layout() instanceof BlobLayout.Pages)) {
                throw BlobError.INVALID_SOURCE_BLOB_TYPE.exception();
            }
        }

        /** Refuses a snapshot that is not newer than the last one that was copied to the destination. */
        void requireLaterThan(BlobReader view, Blob destination, LocalSource source, CopySources copySources) {
            @Nullable CopyState last = destination.copy();
            if (last == null || !last.incremental()) {
                throw BlobError.INCREMENTAL_COPY_BLOB_MISMATCH.exception();
            }
            BlobRequest copied = copySources.blob(
                    CopySource.Url.parse(last.source()), source.blob().request());
            if (!copied.address().equals(source.blob().address())) {
                throw BlobError.INCREMENTAL_COPY_BLOB_MISMATCH.exception();
            }
            if (order(copied) >= order(source.blob())) {
                throw BlobError.INCREMENTAL_COPY_OF_EARLIER_SNAPSHOT_NOT_ALLOWED.exception();
            }
            StoredBlob previous = copied.find(view).orElseThrow(BlobError.PREVIOUS_SNAPSHOT_NOT_FOUND::exception);
            if (!previous.blob().createdAt().equals(snapshot.blob().createdAt())) {
                throw BlobError.BLOB_OVERWRITTEN.exception();
            }
        }

        /** Creates the snapshot, and its base blob if there is none. */
        Blob create(BlobWriter tx, BlobAddress address, Optional<StoredBlob> before) {
            Blob original = snapshot.blob();
            Revision revision = tx.nextRevision();
            StateId state = tx.nextState();
            CopyState done = new CopyState(
                    id,
                    url,
                    CopyState.Status.SUCCESS,
                    original.length(),
                    original.length(),
                    revision.lastModified(),
                    null,
                    true,
                    state);
            StoredBlob pages = tx.duplicate(snapshot);
            Blob.Builder copy = new Blob.Builder(revision, pages.blob().layout(), original.properties())
                    .metadata(original.metadata())
                    .copy(done);
            before.ifPresent(existing -> copy.createdAt(existing.blob().createdAt()));
            tx.putState(
                    address,
                    state,
                    pages.with(copy.state(BlobState.snapshot(state)).build()));
            copy.state(BlobState.CURRENT);
            if (before.isEmpty()) {
                return tx.replace(
                        address,
                        copy.layout(baseLayout(original, tx.nextGeneration())).build(),
                        Content.EMPTY);
            }
            long generation =
                    before.get().blob().require(BlobLayout.Pages.class).generation();
            Blob base = copy.layout(baseLayout(original, generation)).build();
            tx.update(address, base, Content.EMPTY);
            return base;
        }

        /** The base blob cannot be read, so it has no pages. */
        private static BlobLayout baseLayout(Blob original, long generation) {
            return original.require(BlobLayout.Pages.class).withGeneration(generation);
        }

        private static long order(BlobRequest snapshot) {
            return snapshot.snapshot() == null ? 0 : snapshot.snapshot().ticks();
        }
    }
}
