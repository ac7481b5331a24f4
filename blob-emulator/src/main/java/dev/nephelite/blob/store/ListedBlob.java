package dev.nephelite.blob.store;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobName;
import dev.nephelite.blob.model.Lease;
import dev.nephelite.blob.model.StateId;
import dev.nephelite.emulator.store.table.RecordKey;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A blob as lists show it, or an older state of one.
 *
 * @param blob null for one of which there are blocks but which was never committed
 * @param versionsOnly whether it stands for a blob that is deleted and has older versions, the last of which is shown
 * @param waitingLease on what was never committed, or null
 */
public record ListedBlob(
        BlobName name,
        @Nullable Blob blob,
        boolean versionsOnly,
        @Nullable Lease waitingLease) {
    /** One that was committed. */
    public ListedBlob(BlobName name, Blob blob) {
        this(name, blob, false, null);
    }

    /** One of which there are only blocks, and a lease on what they are to become, if there is one. */
    public static ListedBlob uncommitted(BlobName name, @Nullable Lease lease) {
        return new ListedBlob(name, null, false, lease);
    }

    /** One that is deleted and has older versions, the last of which is {@code blob}. */
    public static ListedBlob onlyVersions(BlobName name, Blob blob) {
        return new ListedBlob(name, blob, true, null);
    }

    /** Where it stands in a list of all states: behind the name, and behind the older states of that name. */
    public String position() {
        StateId id =
                blob == null || versionsOnly ? StateId.LAST : blob.blobState().id();
        return RecordKey.of(name.value(), RecordKey.number(id.ticks())).text();
    }

    /** The name in a position, which may also be a name alone. */
    public static String name(String position) {
        return new RecordKey(position).part(0);
    }

    /** Merges two lists that are in order already. Of entries that are equal in that order only the first list's comes. */
    static final class MergeIterator implements Iterator<ListedBlob> {
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

        MergeIterator(Iterator<ListedBlob> first, Iterator<ListedBlob> second, Comparator<ListedBlob> order) {
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
}
