package dev.nephelite.blob.copy;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobAddress;
import dev.nephelite.blob.model.BlobBuilder;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.model.CopyState;
import dev.nephelite.blob.model.Revision;
import dev.nephelite.blob.store.BlobReader;
import dev.nephelite.blob.store.BlobWriter;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.emulator.store.content.Content;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A copy that a blob waits for. Whatever ends it does so once: who comes later finds nothing that waits. */
record CopyJob(BlobAddress address, UUID id) {
    /** The state of the copy, as long as the blob waits for just this one. */
    Optional<CopyState> state(BlobReader view) {
        return find(view).map(stored -> stored.blob().copy());
    }

    /** Tells how many bytes have come. */
    void progress(BlobWriter tx, long copied) {
        find(tx).ifPresent(stored -> {
            BlobBuilder change = stored.blob().change();
            state(tx).ifPresent(state -> change.copy(state.progressed(copied)));
            tx.update(address, change.build(), stored.content());
        });
    }

    /** Ends it without success, which leaves an empty blob with all its properties. */
    void stop(BlobWriter tx, CopyState.Status outcome, @Nullable String why) {
        state(tx).ifPresent(state -> {
            Revision revision = tx.nextRevision();
            end(tx, revision, 0, state.ended(outcome, why, revision.lastModified()), Content.EMPTY);
        });
    }

    /** Ends it with all the bytes, unless it was ended before. */
    Optional<Blob> complete(BlobWriter tx, Content bytes, String source) {
        Optional<CopyState> state = state(tx);
        return state.map(waiting -> {
            Revision revision = tx.nextRevision();
            CopyState done = CopyState.done(id, source, bytes.length(), revision.lastModified());
            return end(tx, revision, bytes.length(), done, bytes);
        });
    }

    private Blob end(BlobWriter tx, Revision revision, long length, CopyState state, Content bytes) {
        StoredBlob waiting = find(tx).orElseThrow(() -> new IllegalStateException("nothing waits for " + id));
        BlobLayout layout = withLength(waiting.blob().layout(), length);
        Blob blob = waiting.blob()
                .change()
                .revision(revision)
                .layout(layout)
                .copy(state)
                .build();
        if (layout instanceof BlobLayout.InPieces pieces && length > 0) {
            tx.write(pieces, 0, bytes);
            tx.update(address, blob, Content.EMPTY);
        } else {
            tx.update(address, blob, bytes);
        }
        tx.setAwaitsCopy(address, false);
        return blob;
    }

    private Optional<StoredBlob> find(BlobReader view) {
        return view.blob(address).filter(stored -> {
            CopyState copy = stored.blob().copy();
            return copy != null && copy.isPending() && copy.id().equals(id);
        });
    }

    static BlobLayout withLength(BlobLayout layout, long length) {
        if (layout instanceof BlobLayout.Appended appended) {
            return new BlobLayout.Appended(length, appended.generation(), appended.blocks(), appended.sealed());
        }
        return layout instanceof BlobLayout.Pages pages
                ? new BlobLayout.Pages(length, pages.generation(), pages.sequenceNumber())
                : new BlobLayout.Blocks(length, List.of());
    }
}
