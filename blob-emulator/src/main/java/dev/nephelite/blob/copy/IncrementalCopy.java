package dev.nephelite.blob.copy;

import dev.nephelite.blob.blob.BlobRequest;
import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobAddress;
import dev.nephelite.blob.model.BlobBuilder;
import dev.nephelite.blob.model.BlobError;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.model.BlobState;
import dev.nephelite.blob.model.CopyState;
import dev.nephelite.blob.model.Revision;
import dev.nephelite.blob.model.StateId;
import dev.nephelite.blob.store.BlobReader;
import dev.nephelite.blob.store.BlobWriter;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.emulator.store.content.Content;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot that is to become a snapshot of another blob. It shares the pages with the first one, which is all that
 * makes it incremental here.
 *
 * @param snapshot the original
 * @param id of the copy
 * @param url of the original
 */
record IncrementalCopy(StoredBlob snapshot, UUID id, String url) {
    IncrementalCopy {
        if (!(snapshot.blob().layout() instanceof BlobLayout.Pages)) {
            throw BlobError.INVALID_SOURCE_BLOB_TYPE.exception();
        }
    }

    /** Refuses a snapshot that does not follow the one that a destination got last. */
    void requireLaterThan(BlobReader view, Blob destination, LocalSource source, CopySources copySources) {
        @Nullable CopyState last = destination.copy();
        if (last == null || !last.incremental()) {
            throw BlobError.INCREMENTAL_COPY_BLOB_MISMATCH.exception();
        }
        BlobRequest copied = copySources.blob(
                CopySourceUrl.parse(last.source()), source.blob().request());
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

    /** Makes the snapshot, and the blob that it is one of. */
    Blob make(BlobWriter tx, BlobAddress address, Optional<StoredBlob> before) {
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
        BlobBuilder copy = new BlobBuilder(revision, pages.blob().layout(), original.properties())
                .metadata(original.metadata())
                .copy(done);
        before.ifPresent(there -> copy.createdAt(there.blob().createdAt()));
        tx.putState(
                address,
                state,
                pages.with(copy.blobState(BlobState.snapshot(state)).build()));
        copy.blobState(BlobState.CURRENT);
        if (before.isEmpty()) {
            return tx.replace(
                    address, copy.layout(unread(original, tx.nextGeneration())).build(), Content.EMPTY);
        }
        long generation = before.get().blob().require(BlobLayout.Pages.class).generation();
        Blob base = copy.layout(unread(original, generation)).build();
        tx.update(address, base, Content.EMPTY);
        return base;
    }

    /** Nobody reads the blob itself, so it has no pages. */
    private static BlobLayout unread(Blob original, long generation) {
        return original.require(BlobLayout.Pages.class).withGeneration(generation);
    }

    private static long order(BlobRequest snapshot) {
        return snapshot.snapshot() == null ? 0 : snapshot.snapshot().ticks();
    }
}
