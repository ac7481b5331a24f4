package dev.nephelite.blob.query;

import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Body.BodySink;
import dev.nephelite.emulator.store.OpenContent;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** The body of a response that carries the result of a query, which is made while it is sent. */
public record QueryBody(SelectQuery query, OpenContent content) implements Body {
    /**
     * A query over an open blob, which it closes in any case.
     *
     * @throws dev.nephelite.emulator.error.StorageException if the blob is not one that can be asked this
     */
    public static QueryBody of(QueryRequest request, OpenContent content) {
        boolean sound = false;
        try {
            QueryBody body = new QueryBody(request.query(content.stream(), content.length()), content);
            sound = true;
            return body;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } finally {
            if (!sound) {
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

    /** Lets a sink be written to as a stream. */
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
