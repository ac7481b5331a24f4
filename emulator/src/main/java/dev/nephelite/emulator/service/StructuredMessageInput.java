package dev.nephelite.emulator.service;

import dev.nephelite.emulator.error.CommonError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/**
 * The bytes in a structured message. Before the last of them is handed out everything behind it was read, so that whoever
 * reads as many as were announced can be sure of them all.
 */
final class StructuredMessageInput extends InputStream {
    private final InputStream message;
    private final Crc64 ofAll = new Crc64();
    private final Crc64 ofSegment = new Crc64();
    private final int segments;
    private long expected;
    private long left;
    private int segment;
    private boolean ended;

    /**
     * Reads the beginning of a message.
     *
     * @param messageLength the announced length of the message
     * @param length the announced number of bytes in it
     * @throws dev.nephelite.emulator.error.StorageException if it is not such a message
     */
    StructuredMessageInput(InputStream message, long messageLength, long length) throws IOException {
        this.message = message;
        expected = length;
        ByteBuffer header = read(StructuredMessage.HEADER_LENGTH);
        byte version = header.get();
        long ownLength = header.getLong();
        short flags = header.getShort();
        segments = Short.toUnsignedInt(header.getShort());
        boolean known = version == StructuredMessage.VERSION && flags == StructuredMessage.WITH_CRC64;
        if (!known || segments == 0 || ownLength != messageLength) {
            throw StructuredMessage.malformed();
        }
        openSegment();
        closeSegments();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (ended) {
            return -1;
        }
        int count = message.read(bytes, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw StructuredMessage.malformed();
        }
        ofSegment.update(bytes, offset, count);
        ofAll.update(bytes, offset, count);
        left -= count;
        closeSegments();
        return count;
    }

    private void openSegment() throws IOException {
        ByteBuffer header = read(StructuredMessage.SEGMENT_HEADER_LENGTH);
        segment++;
        int number = Short.toUnsignedInt(header.getShort());
        left = header.getLong();
        if (number != segment || left < 0 || left > expected) {
            throw StructuredMessage.malformed();
        }
        expected -= left;
        ofSegment.reset();
    }

    /** Goes on until there are bytes again, or the message ends. */
    private void closeSegments() throws IOException {
        while (left == 0 && !ended) {
            requireChecksum(ofSegment);
            if (segment < segments) {
                openSegment();
            } else {
                end();
            }
        }
    }

    private void end() throws IOException {
        requireChecksum(ofAll);
        if (expected > 0 || message.read() >= 0) {
            throw StructuredMessage.malformed();
        }
        ended = true;
    }

    private void requireChecksum(Crc64 actual) throws IOException {
        long sent = read(StructuredMessage.CHECKSUM_LENGTH).getLong();
        if (sent != actual.getValue()) {
            throw CommonError.CRC64_MISMATCH
                    .exception()
                    .detail("UserSpecifiedCrc64", text(sent))
                    .detail("ServerCalculatedCrc64", text(actual.getValue()));
        }
    }

    private ByteBuffer read(int length) throws IOException {
        byte[] bytes = message.readNBytes(length);
        if (bytes.length < length) {
            throw StructuredMessage.malformed();
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static String text(long crc64) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(crc64);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
