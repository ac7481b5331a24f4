package dev.nephelite.blob.model;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which tier a blob is in and how it came there.
 *
 * @param chosen null as long as nobody chose one
 * @param changedAt null as long as nobody changed it
 * @param rehydration null unless the blob is on its way out of the archive
 */
public record Tiering(
        @Nullable AccessTier chosen,
        @Nullable Instant changedAt,
        @Nullable Rehydration rehydration) {
    public static final Tiering INFERRED = new Tiering(null, null, null);

    private static final AccessTier DEFAULT = AccessTier.HOT;

    /** Of a blob that is made in a tier, or in the default one. */
    public static Tiering of(@Nullable AccessTier chosen) {
        return chosen == null ? INFERRED : new Tiering(chosen, null, null);
    }

    /** The tier it is in, whether chosen or not. */
    public AccessTier effective() {
        return chosen == null ? DEFAULT : chosen;
    }

    public boolean isArchived() {
        return chosen == AccessTier.ARCHIVE;
    }

    /**
     * The way out of the archive, until which is over the blob stays in there.
     *
     * @param priority {@code Standard} or {@code High}
     */
    public record Rehydration(AccessTier target, String priority) {
        /** What {@code x-ms-archive-status} says. */
        public String status() {
            return "rehydrate-pending-to-" + target.toString().toLowerCase(Locale.ROOT);
        }
    }
}
