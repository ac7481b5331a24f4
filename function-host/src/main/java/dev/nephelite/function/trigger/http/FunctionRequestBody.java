package dev.nephelite.function.trigger.http;

import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.function.worker.TypedData;
import dev.nephelite.function.worker.Worker.ContentForm;
import java.io.IOException;
import java.util.Optional;

/** Reads the body of a request, completely up to a limit or as a stream of any length. */
public final class FunctionRequestBody {
    /** The default limit of the cloud. */
    static final int DEFAULT_LIMIT = 100 * 1024 * 1024;

    /** Up to this length, memory is allocated before the first byte arrives. */
    private static final int MAX_PREALLOCATED = 64 * 1024;

    private FunctionRequestBody() {}

    /** Reads the body, with or without Content-Length; empty if it is larger than 100 MiB. */
    public static Optional<byte[]> read(HttpRequest request) throws IOException {
        return read(request, DEFAULT_LIMIT);
    }

    /** Reads the body, with or without Content-Length; empty if it is larger than {@code limit} bytes. */
    static Optional<byte[]> read(HttpRequest request, int limit) throws IOException {
        long length = request.contentLength();
        if (length > limit) {
            return Optional.empty();
        }
        byte[] body = length >= 0 && length <= MAX_PREALLOCATED
                ? request.body().readNBytes((int) length)
                : request.body().readNBytes(limit + 1);
        return body.length > limit ? Optional.empty() : Optional.of(body);
    }

    /** The value of a body: bytes for a function that takes bytes, otherwise what the content type says. */
    static TypedData value(HttpRequest request, byte[] body, ContentForm form) {
        if (body.length == 0) {
            return TypedData.NONE;
        }
        ContentType type = ContentType.of(request.headers().get("Content-Type"));
        boolean binary = form == ContentForm.BYTES || type.isBinary();
        return binary ? new TypedData.Bytes(body) : new TypedData.Text(type.text(body));
    }

    /** The unread body, whatever its length. */
    static TypedData stream(HttpRequest request) {
        boolean exists = request.contentLength() > 0 || request.headers().has("Transfer-Encoding");
        return exists ? new TypedData.Stream(request.body()) : TypedData.NONE;
    }
}
