package dev.nephelite.function.trigger.http;

import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Body.BodySink;
import java.io.IOException;
import java.io.InputStream;

/**
 * A body that a function hands out as a stream. The client gets each piece as soon as there is one, as a page needs that
 * follows events; the stream is closed at its end, or when the client is gone.
 *
 * @param isSent whether the status lets the client have a body at all
 */
record StreamedBody(InputStream content, boolean isSent) implements Body {
    private static final int PIECE = 64 * 1024;

    @Override
    public long length() {
        return isSent ? -1 : 0;
    }

    @Override
    public void writeTo(BodySink sink) throws IOException {
        byte[] piece = new byte[PIECE];
        int count = content.read(piece);
        while (count >= 0) {
            sink.write(piece, 0, count);
            sink.flush();
            count = content.read(piece);
        }
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
