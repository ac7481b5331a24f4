package dev.nephelite.emulator.service;

import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.Response;
import java.io.IOException;

/**
 * An operation whose request may carry its bytes in a structured message. The operation itself sees a plain body, and
 * nothing it does is done before the message has proved to be whole.
 */
public record StructuredUpload(Operation operation) implements Operation {
    @Override
    public Response handle(Request request) throws IOException {
        Headers headers = request.headers();
        if (!headers.has(StructuredMessage.TYPE_HEADER)) {
            return operation.handle(request);
        }
        StructuredMessage.requireType(headers);
        long length = request.requireHeader(StructuredMessage.LENGTH_HEADER, StructuredUpload::length);
        StructuredMessageInput body =
                new StructuredMessageInput(request.body(), request.requireContentLength(), length);
        return operation
                .handle(StructuredMessage.plain(request, body, length))
                .header(StructuredMessage.TYPE_HEADER, StructuredMessage.TYPE);
    }

    private static long length(String text) {
        long length = Long.parseLong(text);
        if (length < 0) {
            throw new IllegalArgumentException("less than nothing: " + text);
        }
        return length;
    }
}
