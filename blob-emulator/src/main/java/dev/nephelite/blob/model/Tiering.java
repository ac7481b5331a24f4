package dev.nephelite.blob.model;

import dev.nephelite.emulator.error.CommonError;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The tier of a blob, and its rehydration.
 *
 * @param chosen null if no tier was set
 * @param changedAt null if the tier was never changed
 * @param rehydration null unless the blob is being rehydrated
 */
public record Tiering(
        @Nullable AccessTier chosen,
        @Nullable Instant changedAt,
        @Nullable Rehydration rehydration) {
    public static final Tiering INFERRED = new Tiering(null, null, null);

    private static final AccessTier DEFAULT = AccessTier.HOT;

    /** The tier of a new blob. Setting one counts as a change. */
    public static Tiering of(@Nullable AccessTier chosen, Instant madeAt) {
        return chosen == null ? INFERRED : new Tiering(chosen, madeAt, null);
    }

    /** A tier without the time of its change. */
    public static Tiering of(@Nullable AccessTier chosen) {
        return chosen == null ? INFERRED : new Tiering(chosen, null, null);
    }

    /**
     * The tiering after Set Blob Tier. Moving a blob out of the archive begins a rehydration.
     *
     * @param priority of the rehydration
     * @param source identifies the blob in the event about the rehydration
     */
    public Tiering with(AccessTier tier, RehydratePriority priority, EventSource source, Instant now) {
        if (rehydration != null && rehydration.target() != tier) {
            throw BlobError.BLOB_BEING_REHYDRATED.exception();
        }
        return isArchived() && tier != AccessTier.ARCHIVE
                ? new Tiering(chosen, changedAt, new Rehydration(tier, priority, now.plus(priority.duration()), source))
                : new Tiering(tier, now, null);
    }

    /** Whether the rehydration is complete. */
    public boolean isRehydrated(Instant now) {
        return rehydration != null && !now.isBefore(rehydration.until());
    }

    /** The tiering after the rehydration. */
    public Tiering rehydrated(Instant now) {
        return rehydration == null ? this : new Tiering(rehydration.target(), now, null);
    }

    /** The tier, whether it was set or not. */
    public AccessTier effective() {
        return chosen == null ? DEFAULT : chosen;
    }

    public boolean isArchived() {
        return chosen == AccessTier.ARCHIVE;
    }

    /**
     * Identifies the blob in the event about its rehydration.
     *
     * @param subject the path of the blob in the account
     * @param url the URL as the client addressed it
     */
    public record EventSource(String account, String subject, String url) {}

    /** A rehydration in progress. The blob stays archived until it is complete. */
    public record Rehydration(AccessTier target, RehydratePriority priority, Instant until, EventSource source) {
        /** The value of {@code x-ms-archive-status}. */
        public String status() {
            return "rehydrate-pending-to-" + target.toString().toLowerCase(Locale.ROOT);
        }
    }

    /** The access tier of a block blob. Only {@link #ARCHIVE} has an effect; the others are equally fast. */
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
         * Parses a header value, ignoring case. The smart tier, which moves blobs by itself, is refused as not
         * implemented.
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

    /** The priority of a rehydration. It takes hours in Azure and seconds here. */
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
         * Parses a header value, ignoring case.
         *
         * @throws IllegalArgumentException if there is no such priority
         */
        public static RehydratePriority parse(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }

        /** How long the rehydration takes. */
        public Duration duration() {
            return duration;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
