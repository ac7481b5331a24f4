package dev.nephelite.function.trigger.http;

import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.function.worker.TypedData;
import java.io.IOException;
import java.util.Optional;

/** The body of a request: as a whole, up to a size that one request may take of our memory, or piece by piece. */
public final class RequestBody {
    /** What the cloud takes at most when nothing else is said. */
    static final int LIMIT = 100 * 1024 * 1024;

    /** So much is worth room of its own before the first byte has come. */
    private static final int SMALL = 64 * 1024;

    private RequestBody() {}

    /** Returns the body, whether its length was announced or not; nothing if it is larger than 100 MiB. */
    public static Optional<byte[]> read(HttpRequest request) throws IOException {
        return read(request, LIMIT);
    }

    /** Returns the body, whether its length was announced or not; nothing if it is larger than {@code limit} bytes. */
    static Optional<byte[]> read(HttpRequest request, int limit) throws IOException {
        long length = request.contentLength();
        if (length > limit) {
            return Optional.empty();
        }
        byte[] body = length >= 0 && length <= SMALL
                ? request.body().readNBytes((int) length)
                : request.body().readNBytes(limit + 1);
        return body.length > limit ? Optional.empty() : Optional.of(body);
    }

    /** Returns a body that was read as the kind of value its content type says it is. */
    static TypedData value(HttpRequest request, byte[] body) {
        return ContentType.of(request.headers().get("Content-Type")).value(body);
    }

    /** Returns the body still to be read, however long it is. */
    static TypedData stream(HttpRequest request) {
        boolean exists = request.contentLength() > 0 || request.headers().has("Transfer-Encoding");
        return exists ? new TypedData.Stream(request.body()) : TypedData.NONE;
    }
}
