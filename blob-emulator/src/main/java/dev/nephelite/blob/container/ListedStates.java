package dev.nephelite.blob.container;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.store.ListedBlob;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Picks those states of blobs that a client asks for, from all there are, name by name. */
final class ListedStates implements Iterator<ListedBlob> {
    private final Iterator<ListedBlob> states;
    private final BlobListParameters listing;
    private final Queue<ListedBlob> ready = new ArrayDeque<>();
    private @Nullable ListedBlob next;

    /**
     * Picks from {@code states}.
     *
     * @param states in the order of names, and of each name the current one last
     */
    ListedStates(Iterator<ListedBlob> states, BlobListParameters listing) {
        this.states = states;
        this.listing = listing;
        pull();
        fill();
    }

    @Override
    public boolean hasNext() {
        return !ready.isEmpty();
    }

    @Override
    public ListedBlob next() {
        if (ready.isEmpty()) {
            throw new NoSuchElementException();
        }
        ListedBlob shown = ready.remove();
        fill();
        return shown;
    }

    private void fill() {
        while (ready.isEmpty() && next != null) {
            addName(next);
        }
    }

    private void addName(ListedBlob first) {
        boolean lastShown = false;
        @Nullable Blob lastVersion = null;
        for (@Nullable ListedBlob state = first; state != null && state.name().equals(first.name()); state = pull()) {
            @Nullable Blob blob = state.blob();
            boolean shown = blob == null || listing.shows(blob.blobState());
            if (shown) {
                ready.add(state);
            }
            if (blob != null && blob.blobState().isOlderVersion()) {
                lastVersion = blob;
            } else if (blob == null || blob.blobState().current()) {
                lastShown = shown;
            }
        }
        if (listing.withVersionsOnly() && lastVersion != null && !lastShown) {
            ready.add(ListedBlob.onlyVersions(first.name(), lastVersion));
        }
    }

    private @Nullable ListedBlob pull() {
        next = states.hasNext() ? states.next() : null;
        return next;
    }
}
