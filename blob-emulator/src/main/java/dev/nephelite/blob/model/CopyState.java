package dev.nephelite.blob.model;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the copy that made a blob is getting on.
 *
 * @param source its URL, as the client gave it, but without the signature that opens it: whoever may read the copy need not
 *     be allowed to read its source
 * @param copied how many bytes have come
 * @param total of how many
 * @param completedAt null as long as it is pending
 * @param description why it failed, else null
 * @param incrementalSnapshot the snapshot that an incremental copy made here; null for a copy that is not incremental,
 *     and for one that is pending
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

    /** A copy that is done. */
    public static CopyState done(UUID id, String source, long length, Instant now) {
        return new CopyState(id, source, Status.SUCCESS, length, length, now, null, false, null);
    }

    /** A copy that has begun. */
    public static CopyState begun(UUID id, String source, long total) {
        return new CopyState(id, source, Status.PENDING, 0, total, null, null, false, null);
    }

    /** The same when more bytes have come. */
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
     * The same when it is over without success.
     *
     * @param why null if somebody wanted it so
     */
    public CopyState ended(Status outcome, @Nullable String why, Instant now) {
        return new CopyState(id, source, outcome, copied, total, now, why, incremental, incrementalSnapshot);
    }

    public boolean isPending() {
        return status == Status.PENDING;
    }

    /** What {@code x-ms-copy-progress} says. */
    public String progress() {
        return copied + "/" + total;
    }

    /** Where a copy is. */
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
