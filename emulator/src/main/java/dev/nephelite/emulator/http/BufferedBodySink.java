package dev.nephelite.emulator.http;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Collects a small body, so that it can be handed over at once and nobody waits for the client. */
final class BufferedBodySink implements BodySink {
    private final ByteBuffer bytes;

    BufferedBodySink(int length) {
        bytes = ByteBuffer.allocate(length);
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        bytes.put(source, offset, length);
    }

    @Override
    public void transfer(FileChannel file, long position, long count) throws IOException {
        ByteBuffer part = bytes.slice(bytes.position(), Math.toIntExact(count));
        while (part.hasRemaining()) {
            if (file.read(part, position + part.position()) < 0) {
                throw new EOFException("file ends at " + file.size() + ", before " + (position + count));
            }
        }
        bytes.position(bytes.position() + part.capacity());
    }

    @Override
    public void flush() {}

    /** All that was written. */
    ByteBuffer content() {
        return bytes.flip();
    }
}
