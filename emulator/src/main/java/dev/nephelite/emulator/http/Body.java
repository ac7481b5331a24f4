package dev.nephelite.emulator.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/** The body of a response. It is streamed to the connection and never buffered as a whole. */
public interface Body extends Closeable {
    Body EMPTY = bytes(new byte[0]);

    /** The number of bytes that {@link #writeTo} writes, or -1 if it is not known in advance. */
    long length();

    /** Writes everything, once. */
    void writeTo(BodySink sink) throws IOException;

    /** Releases the resources of the body, whether it was written or not. */
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

        /**
         * Sends {@code count} bytes of {@code file} from {@code position}, without copying them where the platform can.
         */
        void transfer(FileChannel file, long position, long count) throws IOException;

        /** Hands what was written so far to the client. */
        void flush() throws IOException;

        /** This sink as a stream. Flushing or closing the stream does not affect the sink. */
        default OutputStream asOutputStream() {
            return new OutputStream() {
                @Override
                public void write(int octet) throws IOException {
                    write(new byte[] {(byte) octet}, 0, 1);
                }

                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    BodySink.this.write(bytes, offset, length);
                }
            };
        }
    }
}
