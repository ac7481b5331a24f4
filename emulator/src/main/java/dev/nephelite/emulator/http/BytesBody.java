package dev.nephelite.emulator.http;

import dev.nephelite.emulator.http.Body.BodySink;
import java.io.IOException;

/** A body in memory. */
public final class BytesBody implements ResumableBody {
    private final byte[] bytes;
    private int position;

    public BytesBody(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public long length() {
        return bytes.length;
    }

    @Override
    public Progress sendTo(Sink sink) throws IOException {
        position += sink.write(bytes, position, bytes.length - position);
        return position == bytes.length ? Progress.COMPLETE : Progress.SINK_IS_FULL;
    }

    @Override
    public void writeTo(BodySink sink) throws IOException {
        sink.write(bytes, 0, bytes.length);
    }
}
