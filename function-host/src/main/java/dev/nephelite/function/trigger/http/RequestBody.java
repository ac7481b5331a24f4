package dev.nephelite.function.trigger.http;

import dev.nephelite.emulator.http.HttpRequest;
import java.io.IOException;
import java.util.Optional;

/** The whole body of a request, up to a size that one request may take of our memory. */
public final class RequestBody {
    private static final int LIMIT = 100 * 1024 * 1024;

    private RequestBody() {}

    /** Returns the body, whether its length was announced or not; nothing if it is larger than 100 MiB. */
    public static Optional<byte[]> read(HttpRequest request) throws IOException {
        if (request.contentLength() > LIMIT) {
            return Optional.empty();
        }
        byte[] body = request.body().readNBytes(LIMIT + 1);
        return body.length > LIMIT ? Optional.empty() : Optional.of(body);
    }
}
