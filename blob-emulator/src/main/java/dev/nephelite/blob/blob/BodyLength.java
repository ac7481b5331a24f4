package dev.nephelite.blob.blob;

import dev.nephelite.blob.model.SizeLimit;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.service.Request;

/** The length of a request's body. Where the bytes of a blob are sent, the service has to know it beforehand. */
public final class BodyLength {
    private BodyLength() {}

    /**
     * Refuses a body that is too long, or whose length is not announced because it is sent in chunks.
     *
     * @return the number of bytes
     */
    public static long require(Request request, SizeLimit limit) {
        long length = request.requireContentLength();
        limit.require(length, request.version());
        return length;
    }

    /** Refuses a body that is not empty. */
    public static void requireNone(Request request) {
        long length = request.requireContentLength();
        if (length != 0) {
            throw refuse(length);
        }
    }

    /** Refuses an empty body. */
    public static void requireSome(long length) {
        if (length == 0) {
            throw refuse(length);
        }
    }

    private static StorageException refuse(long length) {
        return CommonError.INVALID_HEADER_VALUE
                .exception()
                .detail("HeaderName", "Content-Length")
                .detail("HeaderValue", length);
    }
}
