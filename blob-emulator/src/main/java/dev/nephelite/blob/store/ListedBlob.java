package dev.nephelite.blob.store;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobName;
import dev.nephelite.blob.model.Lease;
import dev.nephelite.blob.model.StateId;
import dev.nephelite.emulator.store.table.RecordKey;
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
}
