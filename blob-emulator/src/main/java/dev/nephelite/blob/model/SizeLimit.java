package dev.nephelite.blob.model;

import dev.nephelite.emulator.error.CommonError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much may be sent at once. The limits grew with the versions of the protocol.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/understanding-block-blobs--append-blobs--and-page-blobs">Block
 *     blobs</a>
 */
public enum SizeLimit {
    PUT_BLOB(64, 256, 5000, 5000),
    PUT_BLOCK(4, 100, 4000, 4000),
    PUT_PAGE(4, 4, 4, 4),
    APPEND_BLOCK(4, 4, 4, 100);

    private static final long MEBIBYTE = 1024 * 1024;

    /** The versions that raised limits. */
    private static final List<String> STEPS = List.of("2016-05-31", "2019-12-12", "2022-11-02");

    private final List<Long> mebibytes;

    SizeLimit(long first, long second, long third, long fourth) {
        mebibytes = List.of(first, second, third, fourth);
    }

    /**
     * Refuses a body that is too long.
     *
     * @param length in bytes
     * @param version the client speaks, or null for the newest
     */
    public void require(long length, @Nullable String version) {
        long limit = mebibytes(version) * MEBIBYTE;
        if (length > limit) {
            throw CommonError.REQUEST_BODY_TOO_LARGE.exception().detail("MaxLimit", limit);
        }
    }

    private long mebibytes(@Nullable String version) {
        long steps = STEPS.stream()
                .filter(step -> version == null || version.compareTo(step) >= 0)
                .count();
        return mebibytes.get((int) steps);
    }
}
