package dev.nephelite.blob.batch;

import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Body.BodySink;
import dev.nephelite.emulator.http.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The answers to the requests of a batch, in one body. */
final class BatchResponse {
    private static final String LINE_END = "\r\n";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final String boundary;

    BatchResponse(String boundary) {
        this.boundary = boundary;
    }

    String boundary() {
        return boundary;
    }

    /**
     * Adds the answer to one request.
     *
     * @param contentId what the client calls the request; null for the answer to the batch as a whole
     */
    void add(@Nullable String contentId, Response response) throws IOException {
        line("--" + boundary);
        line("Content-Type: application/http");
        if (contentId != null) {
            line("Content-ID: " + contentId);
        }
        line("");
        @Nullable String reason = response.reason();
        line("HTTP/1.1 " + response.status() + " " + (reason == null ? phrase(response.status()) : reason));
        for (Response.Header header : response.headers()) {
            line(header.name() + ": " + header.value());
        }
        try (Body body = response.body()) {
            boolean hasBody = body.length() > 0;
            if (hasBody) {
                line("Content-Length: " + body.length());
            }
            line("");
            // Another empty line would be a body to some clients, and what has a body is a failure to them.
            if (hasBody) {
                body.writeTo(new Sink());
                line("");
            }
        }
    }

    /** The whole body; nothing can be added after this. */
    byte[] bytes() {
        line("--" + boundary + "--");
        return bytes.toByteArray();
    }

    private void line(String text) {
        bytes.writeBytes((text + LINE_END).getBytes(StandardCharsets.UTF_8));
    }

    private static String phrase(int status) {
        return status == 202 ? "Accepted" : "OK";
    }

    private final class Sink implements BodySink {
        @Override
        public void write(byte[] source, int offset, int count) {
            bytes.write(source, offset, count);
        }

        @Override
        public void transfer(FileChannel file, long position, long count) {
            throw new UnsupportedOperationException("no answer in a batch has the bytes of a blob");
        }

        @Override
        public void flush() {}
    }
}
