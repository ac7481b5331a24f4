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
 * A blob in a list, or an older state of one.
 *
 * @param blob null if there are only uncommitted blocks
 * @param versionsOnly whether this stands for a deleted blob that has versions; {@code blob} is the last of them
 * @param uncommittedLease the lease on uncommitted blocks, or null
 */
public record ListedBlob(
        BlobName name,
        @Nullable Blob blob,
        boolean versionsOnly,
        @Nullable Lease uncommittedLease) {
    /** A committed blob. */
    public ListedBlob(BlobName name, Blob blob) {
        this(name, blob, false, null);
    }

    /** A blob with only uncommitted blocks, and the lease on them. */
    public static ListedBlob uncommitted(BlobName name, @Nullable Lease lease) {
        return new ListedBlob(name, null, false, lease);
    }

    /** A deleted blob that has versions, the last of which is {@code blob}. */
    public static ListedBlob onlyVersions(BlobName name, Blob blob) {
        return new ListedBlob(name, blob, true, null);
    }

    /** The position in a list of all states: the current state comes after the older ones of its name. */
    public String position() {
        StateId id = blob == null || versionsOnly ? StateId.LAST : blob.state().id();
        return RecordKey.of(name.value(), RecordKey.number(id.ticks())).text();
    }

    /** The name in a position, which may also be a name alone. */
    public static String name(String position) {
        return new RecordKey(position).part(0);
    }

    /** Merges two sorted lists. Of equal entries only that of the first list is returned. */
    static final class MergeIterator implements Iterator<ListedBlob> {
        /** Omits an uncommitted blob if there is a committed one of the same name. */
        static final Comparator<ListedBlob> BY_NAME =
                Comparator.comparing(listed -> listed.name().value());

        /** Lists all states of all blobs. */
        static final Comparator<ListedBlob> BY_POSITION = Comparator.comparing(ListedBlob::position);

        private final Iterator<ListedBlob> first;
        private final Iterator<ListedBlob> second;
        private final Comparator<ListedBlob> comparator;
        private @Nullable ListedBlob nextOfFirst;
        private @Nullable ListedBlob nextOfSecond;

        MergeIterator(Iterator<ListedBlob> first, Iterator<ListedBlob> second, Comparator<ListedBlob> order) {
            this.first = first;
            this.second = second;
            this.comparator = order;
            nextOfFirst = pull(first);
            nextOfSecond = pull(second);
        }

        @Override
        public boolean hasNext() {
            return nextOfFirst != null || nextOfSecond != null;
        }

        @Override
        public ListedBlob next() {
            int order = compareNext();
            @Nullable ListedBlob next = order <= 0 ? nextOfFirst : nextOfSecond;
            if (next == null) {
                throw new NoSuchElementException();
            }
            if (order <= 0) {
                nextOfFirst = pull(first);
            }
            if (order >= 0) {
                nextOfSecond = pull(second);
            }
            return next;
        }

        /** Which list is next: the first if negative, the second if positive, both if zero. */
        private int compareNext() {
            if (nextOfFirst == null || nextOfSecond == null) {
                return nextOfFirst == null ? 1 : -1;
            }
            return comparator.compare(nextOfFirst, nextOfSecond);
        }

        private static @Nullable ListedBlob pull(Iterator<ListedBlob> source) {
            return source.hasNext() ? source.next() : null;
        }
    }
}
