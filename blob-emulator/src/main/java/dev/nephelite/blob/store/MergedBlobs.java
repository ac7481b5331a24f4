package dev.nephelite.blob.store;

import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Merges two lists that are in order already. Of entries that are equal in that order only the first list's comes. */
final class MergedBlobs implements Iterator<ListedBlob> {
    /** By this, what is uncommitted comes only where nothing is committed under the same name. */
    static final Comparator<ListedBlob> BY_NAME =
            Comparator.comparing(listed -> listed.name().value());

    /** By this, all states of all blobs come. */
    static final Comparator<ListedBlob> BY_POSITION = Comparator.comparing(ListedBlob::position);

    private final Iterator<ListedBlob> first;
    private final Iterator<ListedBlob> second;
    private final Comparator<ListedBlob> order;
    private @Nullable ListedBlob nextOfFirst;
    private @Nullable ListedBlob nextOfSecond;

    MergedBlobs(Iterator<ListedBlob> first, Iterator<ListedBlob> second, Comparator<ListedBlob> order) {
        this.first = first;
        this.second = second;
        this.order = order;
        nextOfFirst = pull(first);
        nextOfSecond = pull(second);
    }

    @Override
    public boolean hasNext() {
        return nextOfFirst != null || nextOfSecond != null;
    }

    @Override
    public ListedBlob next() {
        int turn = turn();
        @Nullable ListedBlob next = turn <= 0 ? nextOfFirst : nextOfSecond;
        if (next == null) {
            throw new NoSuchElementException();
        }
        if (turn <= 0) {
            nextOfFirst = pull(first);
        }
        if (turn >= 0) {
            nextOfSecond = pull(second);
        }
        return next;
    }

    /** Whose entry comes: the first list's if negative, both at once if zero. */
    private int turn() {
        if (nextOfFirst == null || nextOfSecond == null) {
            return nextOfFirst == null ? 1 : -1;
        }
        return order.compare(nextOfFirst, nextOfSecond);
    }

    private static @Nullable ListedBlob pull(Iterator<ListedBlob> source) {
        return source.hasNext() ? source.next() : null;
    }
}
