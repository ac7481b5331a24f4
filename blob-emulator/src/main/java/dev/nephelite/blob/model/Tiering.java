package dev.nephelite.blob.model;

import dev.nephelite.emulator.error.CommonError;
import java.time.Duration;
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

    /** Of a blob that is made in a tier, which counts as a change of it, or in the default one. */
    public static Tiering of(@Nullable AccessTier chosen, Instant madeAt) {
        return chosen == null ? INFERRED : new Tiering(chosen, madeAt, null);
    }

    /** Of a blob that is in a tier, or in the default one, since nobody knows when. */
    public static Tiering of(@Nullable AccessTier chosen) {
        return chosen == null ? INFERRED : new Tiering(chosen, null, null);
    }

    /**
     * After somebody asked for a tier. A blob that is in the archive is only on its way to it then.
     *
     * @param priority of the way out of the archive
     * @param origin of the events about it
     */
    public Tiering with(AccessTier wanted, RehydratePriority priority, EventSource origin, Instant now) {
        if (rehydration != null && rehydration.target() != wanted) {
            throw BlobError.BLOB_BEING_REHYDRATED.exception();
        }
        return isArchived() && wanted != AccessTier.ARCHIVE
                ? new Tiering(
                        chosen, changedAt, new Rehydration(wanted, priority, now.plus(priority.duration()), origin))
                : new Tiering(wanted, now, null);
    }

    /** Whether the way out of the archive is at its end. */
    public boolean isRehydrated(Instant now) {
        return rehydration != null && !now.isBefore(rehydration.until());
    }

    /** At the end of the way out of the archive. */
    public Tiering rehydrated(Instant now) {
        return rehydration == null ? this : new Tiering(rehydration.target(), now, null);
    }

    /** The tier it is in, whether chosen or not. */
    public AccessTier effective() {
        return chosen == null ? DEFAULT : chosen;
    }

    public boolean isArchived() {
        return chosen == AccessTier.ARCHIVE;
    }

    /**
     * The way out of the archive; the blob stays in there until it is over.
     */
    public record Rehydration(AccessTier target, RehydratePriority priority, Instant until, EventSource origin) {
        /** What {@code x-ms-archive-status} says. */
        public String status() {
            return "rehydrate-pending-to-" + target.toString().toLowerCase(Locale.ROOT);
        }
    }

    /** The access tier of a block blob. Only {@link #ARCHIVE} makes a difference here; the others are equally fast. */
    public enum AccessTier {
        HOT("Hot"),
        COOL("Cool"),
        COLD("Cold"),
        ARCHIVE("Archive");

        private static final String SMART = "Smart";

        private final String text;

        AccessTier(String text) {
            this.text = text;
        }

        /**
         * Reads a header value, in any case. The tier that chooses among the others by itself is refused as not implemented.
         *
         * @throws IllegalArgumentException if there is no such tier for block blobs
         */
        public static AccessTier parse(String text) {
            if (text.equalsIgnoreCase(SMART)) {
                throw CommonError.NOT_IMPLEMENTED.exception();
            }
            return valueOf(text.toUpperCase(Locale.ROOT));
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** How urgently a blob is wanted back from the archive. The cloud takes hours for it; here it takes seconds. */
    public enum RehydratePriority {
        STANDARD("Standard", Duration.ofSeconds(15)),
        HIGH("High", Duration.ofSeconds(1));

        private final String text;
        private final Duration duration;

        RehydratePriority(String text, Duration duration) {
            this.text = text;
            this.duration = duration;
        }

        /**
         * Reads a header value, in any case.
         *
         * @throws IllegalArgumentException if there is no such priority
         */
        public static RehydratePriority parse(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }

        /** How long the way out of the archive takes. */
        public Duration duration() {
            return duration;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
