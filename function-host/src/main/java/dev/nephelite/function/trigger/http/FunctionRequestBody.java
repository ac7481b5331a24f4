package dev.nephelite.function.trigger.http;

import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.function.worker.TypedData;
import dev.nephelite.function.worker.Worker.ContentForm;
import java.io.IOException;
import java.util.Optional;

/** Reads the body of a request, whole up to a limit, or as a stream of any length. */
public final class FunctionRequestBody {
    /** What the cloud takes at most when nothing else is said. */
    static final int LIMIT = 100 * 1024 * 1024;

    /** So much is worth room of its own before the first byte has come. */
    private static final int SMALL = 64 * 1024;

    private FunctionRequestBody() {}

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

    /**
     * Returns a body that was read: the bytes themselves for a function that takes bytes, otherwise what the content type
     * says they are.
     */
    static TypedData value(HttpRequest request, byte[] body, ContentForm form) {
        if (body.length == 0) {
            return TypedData.NONE;
        }
        ContentType type = ContentType.of(request.headers().get("Content-Type"));
        boolean binary = form == ContentForm.BYTES || type.isBinary();
        return binary ? new TypedData.Bytes(body) : new TypedData.Text(type.text(body));
    }

    /** Returns the unread body, whatever its length. */
    static TypedData stream(HttpRequest request) {
        boolean exists = request.contentLength() > 0 || request.headers().has("Transfer-Encoding");
        return exists ? new TypedData.Stream(request.body()) : TypedData.NONE;
    }
}
