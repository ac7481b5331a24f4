package dev.nephelite.emulator.service;

import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.Response;
import java.io.IOException;
import java.io.InputStream;

/** An operation whose answer carries its bytes in a structured message if the client asks for one. */
public record StructuredDownload(Operation operation) implements Operation {
    @Override
    public Response handle(Request request) throws IOException {
        Headers headers = request.headers();
        if (!headers.has(StructuredMessage.TYPE_HEADER)) {
            return operation.handle(request);
        }
        StructuredMessage.requireType(headers);
        Response response = operation.handle(StructuredMessage.plain(
                request, InputStream.nullInputStream(), request.http().contentLength()));
        return response.header(StructuredMessage.TYPE_HEADER, StructuredMessage.TYPE)
                .header(StructuredMessage.LENGTH_HEADER, response.body().length())
                .body(new StructuredMessageBody(response.body()));
    }
}
