package dev.nephelite.blob.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which of the states of a blob one is.
 *
 * @param version what this state is called among the versions, or null if versions were not kept when it was made
 * @param snapshot what it is called if it is a snapshot, else null
 * @param current whether it is what the name of the blob alone means
 * @param deletion null for one that is not deleted
 */
public record BlobState(
        @Nullable StateId version,
        @Nullable StateId snapshot,
        boolean current,
        @Nullable Deletion deletion) {
    /** Of a blob of which no versions are kept. */
    public static final BlobState CURRENT = new BlobState(null, null, true, null);

    /** Of what is current, under the name it has among the versions if they are kept. */
    public static BlobState current(@Nullable StateId version) {
        return version == null ? CURRENT : new BlobState(version, null, true, null);
    }

    /** Of an older version. */
    public static BlobState version(StateId id) {
        return new BlobState(id, null, false, null);
    }

    /** Of a snapshot. */
    public static BlobState snapshot(StateId id) {
        return new BlobState(null, id, false, null);
    }

    public BlobState with(@Nullable Deletion change) {
        return new BlobState(version, snapshot, current, change);
    }

    /** Whether it is the version that the name of the blob alone means. */
    public boolean isCurrentVersion() {
        return current && version != null && deletion == null;
    }

    /** Whether it is a snapshot that is not deleted. */
    public boolean isSnapshot() {
        return snapshot != null && deletion == null;
    }

    /** Whether it is the version of that name and not deleted. */
    public boolean isVersion(StateId id) {
        return snapshot == null && deletion == null && id.equals(version);
    }

    /** What it is kept under among the other states of its blob. */
    public StateId id() {
        @Nullable StateId id = current ? StateId.LAST : snapshot == null ? version : snapshot;
        if (id == null) {
            throw new IllegalStateException("neither current nor a snapshot nor a version");
        }
        return id;
    }

    /** Whether it is deleted and cannot be brought back any more. */
    public boolean isOver(Instant now) {
        return deletion != null && deletion.isOver(now);
    }

    /** Whether it is an older version, as opposed to a snapshot and to what is current. */
    public boolean isOlderVersion() {
        return !current && snapshot == null;
    }
}
