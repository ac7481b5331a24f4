package dev.nephelite.blob.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which state of a blob this is: the current one, a snapshot or a version, and whether it is deleted.
 *
 * @param version the version id, or null if versioning was disabled when the state was created
 * @param snapshot the snapshot id, or null
 * @param current whether the name of the blob alone addresses it
 * @param deletion null if it is not deleted
 */
public record BlobState(
        @Nullable StateId version,
        @Nullable StateId snapshot,
        boolean current,
        @Nullable Deletion deletion) {
    /** The current state without versioning. */
    public static final BlobState CURRENT = new BlobState(null, null, true, null);

    /** The current state, with a version id if versioning is enabled. */
    public static BlobState current(@Nullable StateId version) {
        return version == null ? CURRENT : new BlobState(version, null, true, null);
    }

    /** An older version. */
    public static BlobState version(StateId id) {
        return new BlobState(id, null, false, null);
    }

    /** A snapshot. */
    public static BlobState snapshot(StateId id) {
        return new BlobState(null, id, false, null);
    }

    public BlobState with(@Nullable Deletion change) {
        return new BlobState(version, snapshot, current, change);
    }

    /** Whether it is the current version. */
    public boolean isCurrentVersion() {
        return current && version != null && deletion == null;
    }

    /** Whether it is a snapshot that is not deleted. */
    public boolean isSnapshot() {
        return snapshot != null && deletion == null;
    }

    /** Whether it is the version with that id, and not deleted. */
    public boolean isVersion(StateId id) {
        return snapshot == null && deletion == null && id.equals(version);
    }

    /** The id under which this state is stored. */
    public StateId id() {
        @Nullable StateId id = current ? StateId.LAST : snapshot == null ? version : snapshot;
        if (id == null) {
            throw new IllegalStateException("neither current nor a snapshot nor a version");
        }
        return id;
    }

    /** Whether it is deleted and its retention period is over. */
    public boolean isOver(Instant now) {
        return deletion != null && deletion.isOver(now);
    }

    /** Whether it is an older version, as opposed to a snapshot and to what is current. */
    public boolean isOlderVersion() {
        return !current && snapshot == null;
    }
}
