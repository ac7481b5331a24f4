package dev.nephelite.blob.copy;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.service.ByteRange;
import dev.nephelite.emulator.service.Request;
import org.jspecify.annotations.Nullable;

/** What requests have in common that name a source in place of a body. */
final class FromUrl {
    private FromUrl() {}

    /** Refuses bytes of the client's own. */
    static void requireNoBody(Request request) {
        long length = request.http().contentLength();
        if (length > 0) {
            throw CommonError.INVALID_HEADER_VALUE
                    .exception()
                    .detail("HeaderName", "Content-Length")
                    .detail("HeaderValue", length);
        }
    }

    /** The part of the source that is wanted, or null for all of it. */
    static @Nullable ByteRange range(Request request) {
        return request.headers().get("x-ms-source-range", ByteRange::parse);
    }
}
