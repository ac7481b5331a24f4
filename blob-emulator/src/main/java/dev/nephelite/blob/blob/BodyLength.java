package dev.nephelite.blob.blob;

import dev.nephelite.blob.model.SizeLimit;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.service.Request;

/** How much a client is about to send, as far as it says so. */
public final class BodyLength {
    private BodyLength() {}

    /**
     * Refuses a body that is too long, or of which nothing can be known. The service itself wants to know the length
     * beforehand; here a client may also send chunks until it is done.
     *
     * @return the number of bytes, or -1 if the client sends chunks
     */
    public static long require(Request request, SizeLimit limit) {
        long length = announced(request);
        limit.require(length, request.version());
        return length;
    }

    /** Refuses a body where the service wants none. */
    public static void requireNone(Request request) {
        long length = announced(request);
        if (length != 0) {
            throw refuse(length);
        }
    }

    /** Refuses an empty body where the service wants some bytes. */
    public static void requireSome(long length) {
        if (length == 0) {
            throw refuse(length);
        }
    }

    private static long announced(Request request) {
        long length = request.http().contentLength();
        if (length < 0 && !request.headers().has("Transfer-Encoding")) {
            throw CommonError.MISSING_CONTENT_LENGTH_HEADER.exception();
        }
        return length;
    }

    private static StorageException refuse(long length) {
        return CommonError.INVALID_HEADER_VALUE
                .exception()
                .detail("HeaderName", "Content-Length")
                .detail("HeaderValue", length);
    }
}
