package dev.nephelite.blob.store;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Merges committed blobs with uncommitted ones, both in the order of names; of one name only the committed one comes. */
final class BlobsWithUncommitted implements Iterator<ListedBlob> {
    private final Iterator<ListedBlob> committed;
    private final Iterator<ListedBlob> uncommitted;
    private @Nullable ListedBlob nextCommitted;
    private @Nullable ListedBlob nextUncommitted;

    BlobsWithUncommitted(Iterator<ListedBlob> committed, Iterator<ListedBlob> uncommitted) {
        this.committed = committed;
        this.uncommitted = uncommitted;
        nextCommitted = pull(committed);
        nextUncommitted = pull(uncommitted);
    }

    @Override
    public boolean hasNext() {
        return nextCommitted != null || nextUncommitted != null;
    }

    @Override
    public ListedBlob next() {
        int order = order();
        @Nullable ListedBlob first = order <= 0 ? nextCommitted : nextUncommitted;
        if (first == null) {
            throw new NoSuchElementException();
        }
        if (order <= 0) {
            nextCommitted = pull(committed);
        }
        if (order >= 0) {
            nextUncommitted = pull(uncommitted);
        }
        return first;
    }

    /** Which one comes first: the committed one if negative, both at once if zero. */
    private int order() {
        if (nextCommitted == null || nextUncommitted == null) {
            return nextCommitted == null ? 1 : -1;
        }
        return nextCommitted.name().value().compareTo(nextUncommitted.name().value());
    }

    private static @Nullable ListedBlob pull(Iterator<ListedBlob> source) {
        return source.hasNext() ? source.next() : null;
    }
}
