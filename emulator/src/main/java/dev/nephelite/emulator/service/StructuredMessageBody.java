package dev.nephelite.emulator.service;

import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.BodySink;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.function.Consumer;

/** A body of known length as a structured message. */
record StructuredMessageBody(Body content) implements Body {
    private static final long USUAL_SEGMENT = 4L * 1024 * 1024;
    private static final int BUFFER = 64 * 1024;

    @Override
    public long length() {
        long perSegment = StructuredMessage.SEGMENT_HEADER_LENGTH + StructuredMessage.CHECKSUM_LENGTH;
        return StructuredMessage.HEADER_LENGTH
                + segments() * perSegment
                + content.length()
                + StructuredMessage.CHECKSUM_LENGTH;
    }

    @Override
    public void writeTo(BodySink sink) throws IOException {
        Framing framing = new Framing(sink);
        framing.begin();
        content.writeTo(framing);
        framing.end();
    }

    @Override
    public void close() throws IOException {
        content.close();
    }

    /** As many as usual bytes, unless there would be more segments than can be counted. */
    private long segmentLength() {
        long fewest = (content.length() + StructuredMessage.MOST_SEGMENTS - 1) / StructuredMessage.MOST_SEGMENTS;
        return Math.max(USUAL_SEGMENT, fewest);
    }

    /** There always is one, even of nothing. */
    private long segments() {
        return Math.max(1, (content.length() + segmentLength() - 1) / segmentLength());
    }

    /** Puts what is written to it into segments. */
    private final class Framing implements BodySink {
        private final BodySink sink;
        private final Crc64 ofAll = new Crc64();
        private final Crc64 ofSegment = new Crc64();
        private long unopened = content.length();
        private long left;
        private int segment;

        private Framing(BodySink sink) {
            this.sink = sink;
        }

        private void begin() throws IOException {
            writeNumbers(StructuredMessage.HEADER_LENGTH, header -> header.put(StructuredMessage.VERSION)
                    .putLong(length())
                    .putShort(StructuredMessage.WITH_CRC64)
                    .putShort((short) segments()));
            openSegment();
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int done = 0;
            while (done < length) {
                if (left == 0) {
                    closeSegment();
                    openSegment();
                }
                int count = (int) Math.min(length - done, left);
                ofSegment.update(bytes, offset + done, count);
                ofAll.update(bytes, offset + done, count);
                sink.write(bytes, offset + done, count);
                left -= count;
                done += count;
            }
        }

        /** The bytes have to be looked at, so they cannot go straight from the file. */
        @Override
        public void transfer(FileChannel file, long position, long count) throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER, count));
            long done = 0;
            while (done < count) {
                buffer.clear().limit((int) Math.min(buffer.capacity(), count - done));
                int read = file.read(buffer, position + done);
                if (read < 0) {
                    throw new EOFException("file ends at " + file.size() + ", before " + (position + count));
                }
                write(buffer.array(), 0, read);
                done += read;
            }
        }

        @Override
        public void flush() throws IOException {
            sink.flush();
        }

        private void end() throws IOException {
            closeSegment();
            writeChecksum(ofAll);
        }

        private void openSegment() throws IOException {
            left = Math.min(segmentLength(), unopened);
            unopened -= left;
            segment++;
            ofSegment.reset();
            writeNumbers(StructuredMessage.SEGMENT_HEADER_LENGTH, header -> header.putShort((short) segment)
                    .putLong(left));
        }

        private void closeSegment() throws IOException {
            writeChecksum(ofSegment);
        }

        private void writeChecksum(Crc64 crc64) throws IOException {
            writeNumbers(StructuredMessage.CHECKSUM_LENGTH, checksum -> checksum.putLong(crc64.getValue()));
        }

        private void writeNumbers(int length, Consumer<ByteBuffer> numbers) throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
            numbers.accept(buffer);
            sink.write(buffer.array(), 0, length);
        }
    }
}
