package dev.nephelite.blob.blob;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.service.Request;

/**
 * The greatest length of a request body, by version of the protocol.
 *
 * @see
 *     <a href="https://learn.microsoft.com/rest/api/storageservices/understanding-block-blobs--append-blobs--and-page-blobs">Block
 *     blobs</a>
 */
public enum UploadLimit {
    PUT_BLOB(64, 256, 5000, 5000),
    PUT_BLOCK(4, 100, 4000, 4000),
    PUT_PAGE(4, 4, 4, 4),
    APPEND_BLOCK(4, 4, 4, 100);

    private static final long MEBIBYTE = 1024 * 1024;
    private static final String SECOND_SINCE = "2016-05-31";
    private static final String THIRD_SINCE = "2019-12-12";
    private static final String FOURTH_SINCE = "2022-11-02";

    private final long first;
    private final long second;
    private final long third;
    private final long fourth;

    UploadLimit(long first, long second, long third, long fourth) {
        this.first = first;
        this.second = second;
        this.third = third;
        this.fourth = fourth;
    }

    /**
     * Refuses a body that is too long, or whose length is not announced because it is sent in chunks.
     *
     * @return the number of bytes
     */
    public long requireLength(Request request) {
        long length = request.requireContentLength();
        require(length, request.version());
        return length;
    }

    /**
     * Refuses a body that is too long.
     *
     * @param length in bytes
     * @param version the protocol version of the request
     */
    public void require(long length, String version) {
        long limit = mebibytes(version) * MEBIBYTE;
        if (length > limit) {
            throw CommonError.REQUEST_BODY_TOO_LARGE.exception().detail("MaxLimit", limit);
        }
    }

    /** Refuses an empty body. */
    public static void requireNotEmpty(long length) {
        if (length == 0) {
            throw StorageException.invalidHeader("Content-Length", length);
        }
    }

    private long mebibytes(String version) {
        if (version.compareTo(FOURTH_SINCE) >= 0) {
            return fourth;
        }
        if (version.compareTo(THIRD_SINCE) >= 0) {
            return third;
        }
        return version.compareTo(SECOND_SINCE) >= 0 ? second : first;
    }
}
