package dev.nephelite.blob.model;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The state of the copy that created a blob.
 *
 * @param source its URL as the client sent it, but without the signature, because clients that may read the copy need
 *     not be allowed to read the source
 * @param copied the number of bytes copied so far
 * @param total the number of bytes to copy
 * @param completedAt null while the copy is pending
 * @param description why the copy failed, or null
 * @param incrementalSnapshot the snapshot that an incremental copy created; null for other copies and pending ones
 */
public record CopyState(
        UUID id,
        String source,
        Status status,
        long copied,
        long total,
        @Nullable Instant completedAt,
        @Nullable String description,
        boolean incremental,
        @Nullable StateId incrementalSnapshot) {
    private static final Pattern SIGNATURE =
            Pattern.compile("(?<=[?&])(?:s|%[57]3)(?:i|%[46]9)(?:g|%[46]7)=[^&#]*+&?+", Pattern.CASE_INSENSITIVE);

    public CopyState {
        source = withoutSignature(source);
    }

    /** The URL without its parameter {@code sig}. */
    public static String withoutSignature(String url) {
        String rest = SIGNATURE.matcher(url).replaceAll("");
        return rest.length() < url.length() && (rest.endsWith("?") || rest.endsWith("&"))
                ? rest.substring(0, rest.length() - 1)
                : rest;
    }

    /** A completed copy. */
    public static CopyState done(UUID id, String source, long length, Instant now) {
        return new CopyState(id, source, Status.SUCCESS, length, length, now, null, false, null);
    }

    /** A pending copy. */
    public static CopyState pending(UUID id, String source, long total) {
        return new CopyState(id, source, Status.PENDING, 0, total, null, null, false, null);
    }

    /** This copy after more bytes were copied. */
    public CopyState progressed(long copiedNow) {
        return new CopyState(
                id,
                source,
                status,
                copiedNow,
                Math.max(copiedNow, total),
                null,
                null,
                incremental,
                incrementalSnapshot);
    }

    /**
     * This copy after it was aborted or has failed.
     *
     * @param reason why it failed, or null if it was aborted
     */
    public CopyState ended(Status outcome, @Nullable String reason, Instant now) {
        return new CopyState(id, source, outcome, copied, total, now, reason, incremental, incrementalSnapshot);
    }

    public boolean isPending() {
        return status == Status.PENDING;
    }

    /** The value of {@code x-ms-copy-progress}. */
    public String progress() {
        return copied + "/" + total;
    }

    /** The values of {@code x-ms-copy-status}. */
    public enum Status {
        PENDING,
        SUCCESS,
        ABORTED,
        FAILED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
