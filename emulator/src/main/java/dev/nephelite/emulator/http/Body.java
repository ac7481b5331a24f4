package dev.nephelite.emulator.http;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What a response carries. It is written to the connection piece by piece and never held in memory as a whole. */
public interface Body extends Closeable {
    Body EMPTY = bytes(new byte[0]);

    /** How many bytes {@link #writeTo} will write, or -1 when only the end will tell. */
    long length();

    /** Writes everything, once. */
    void writeTo(BodySink sink) throws IOException;

    /** Releases what the body holds, whether it was written or not. */
    @Override
    default void close() throws IOException {}

    static Body bytes(byte[] bytes) {
        return new BytesBody(bytes);
    }

    static Body text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
