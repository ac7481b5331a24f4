package dev.nephelite.blob.query;

import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Body.BodySink;
import dev.nephelite.emulator.store.content.OpenContent;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** The response body of a query, which runs while the body is sent. */
public record QueryBody(SelectQuery query, OpenContent content) implements Body {
    /**
     * Prepares a query of an open blob. The blob is closed with the body, or at once if this method throws.
     *
     * @throws dev.nephelite.emulator.error.StorageException if the statement cannot be applied to the blob
     */
    public static QueryBody of(QueryRequest request, OpenContent content) {
        boolean prepared = false;
        try {
            QueryBody body = new QueryBody(request.query(content.stream(), content.length()), content);
            prepared = true;
            return body;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } finally {
            if (!prepared) {
                content.close();
            }
        }
    }

    @Override
    public long length() {
        return -1;
    }

    @Override
    public void writeTo(BodySink sink) throws IOException {
        OutputStream out = new BufferedOutputStream(new SinkStream(sink));
        query.run(out);
        out.flush();
    }

    @Override
    public void close() {
        content.close();
    }

    /** A sink as a stream. */
    private static final class SinkStream extends OutputStream {
        private final BodySink sink;

        private SinkStream(BodySink sink) {
            this.sink = sink;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            sink.write(bytes, offset, count);
        }
    }
}
