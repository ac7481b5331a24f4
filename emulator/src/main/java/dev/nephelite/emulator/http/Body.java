package dev.nephelite.emulator.http;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
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

    /** Where a {@link Body} writes itself: the client's connection. */
    public interface BodySink {
        void write(byte[] bytes, int offset, int length) throws IOException;

        /** Sends {@code count} bytes of {@code file} from {@code position}, without copying them where the platform can. */
        void transfer(FileChannel file, long position, long count) throws IOException;

        /** Hands what was written so far to the client. */
        void flush() throws IOException;
    }
}
