package dev.nephelite.blob.http;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Body.BodySink;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Crc64;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Base64;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A structured message: bytes in numbered segments, each followed by its CRC-64, and at the end the CRC-64 of all bytes. Numbers
 * are little-endian. The service has no other kind.
 *
 * <p>The message begins with its version (1 byte), its length (8), its flags (2) and the number of its segments (2). A segment
 * begins with its number (2), counted from one, and the length of its bytes (8).
 */
public final class StructuredMessage {
    /** The header that requests a structured message, or declares that the body is one. */
    static final String TYPE_HEADER = "x-ms-structured-body";

    /** The header with the number of bytes without the structure. */
    static final String LENGTH_HEADER = "x-ms-structured-content-length";

    /** The value of {@link #TYPE_HEADER}. */
    static final String TYPE = "XSM/1.0; properties=crc64";

    static final byte VERSION = 1;
    static final short WITH_CRC64 = 1;
    static final int HEADER_LENGTH = 13;
    static final int SEGMENT_HEADER_LENGTH = 10;
    static final int CHECKSUM_LENGTH = 8;
    static final int MAX_SEGMENTS = 0xFFFF;

    private static final Set<String> HEADERS = Set.of(TYPE_HEADER, LENGTH_HEADER);

    private StructuredMessage() {}

    /** Refuses an unknown type of message. */
    static void requireType(Headers headers) {
        headers.get(TYPE_HEADER, type -> {
            if (!type.replace(" ", "").equalsIgnoreCase(TYPE.replace(" ", ""))) {
                throw new IllegalArgumentException("not a type of structured message: " + type);
            }
            return type;
        });
    }

    /** The request without a structured message: with the bytes as its body. */
    static Request plain(Request request, InputStream body, long length) {
        Headers.Builder headers = new Headers.Builder();
        request.headers().forEach((name, value) -> {
            if (HEADERS.stream().noneMatch(name::equalsIgnoreCase)) {
                headers.add(name, value);
            }
        });
        return request.with(request.http().toBuilder()
                .headers(headers.build())
                .body(body, length)
                .build());
    }

    /** The error for a malformed message. */
    static RuntimeException malformed() {
        return CommonError.INVALID_INPUT.exception();
    }

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

        /** The usual length, or more if there would be too many segments for their numbers. */
        private long segmentLength() {
            long fewest = (content.length() + StructuredMessage.MAX_SEGMENTS - 1) / StructuredMessage.MAX_SEGMENTS;
            return Math.max(USUAL_SEGMENT, fewest);
        }

        /** The number of segments: at least one, which may be empty. */
        private long segments() {
            return Math.max(1, (content.length() + segmentLength() - 1) / segmentLength());
        }

        /** Divides the bytes that are written to it into segments. */
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

            /** Reads the bytes, because their checksum is needed. So they cannot be transferred directly from the file. */
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

    /**
     * The bytes in a structured message. It reads and checks the rest of the message before it returns the last byte. So a caller
     * that has read the announced number of bytes knows that all are valid.
     */
    static final class StructuredMessageInput extends InputStream {
        private final InputStream message;
        private final Crc64 ofAll = new Crc64();
        private final Crc64 ofSegment = new Crc64();
        private final int segments;
        private long expected;
        private long left;
        private int segment;
        private boolean ended;

        /**
         * Reads the header of a message.
         *
         * @param messageLength the announced length of the message
         * @param length the announced number of bytes in it
         * @throws dev.nephelite.emulator.error.StorageException if the message is malformed
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

        /** Continues with the next segment that has bytes, or to the end of the message. */
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
            ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(crc64);
            return Base64.getEncoder().encodeToString(bytes.array());
        }
    }

    /**
     * An operation whose request may have a structured message as its body. The operation reads plain bytes, and gets the last of
     * them only if the whole message is valid.
     */
    public record StructuredUpload(Operation operation) implements Operation {
        @Override
        public String name() {
            return operation.name();
        }

        @Override
        public Response handle(Request request) throws IOException {
            Headers headers = request.headers();
            if (!headers.has(StructuredMessage.TYPE_HEADER)) {
                return operation.handle(request);
            }
            StructuredMessage.requireType(headers);
            long length = request.requireHeader(StructuredMessage.LENGTH_HEADER, StructuredUpload::length);
            StructuredMessageInput body =
                    new StructuredMessageInput(request.body(), request.requireContentLength(), length);
            return operation
                    .handle(StructuredMessage.plain(request, body, length))
                    .header(StructuredMessage.TYPE_HEADER, StructuredMessage.TYPE);
        }

        private static long length(String text) {
            long length = Long.parseLong(text);
            if (length < 0) {
                throw new IllegalArgumentException("not a length: " + text);
            }
            return length;
        }
    }

    /** An operation whose response has a structured message as its body if the client requests that. */
    public record StructuredDownload(Operation operation) implements Operation {
        @Override
        public String name() {
            return operation.name();
        }

        @Override
        public Response handle(Request request) throws IOException {
            Headers headers = request.headers();
            if (!headers.has(StructuredMessage.TYPE_HEADER)) {
                return operation.handle(request);
            }
            StructuredMessage.requireType(headers);
            Response response = operation.handle(StructuredMessage.plain(
                    request, InputStream.nullInputStream(), request.http().contentLength()));
            return response.header(StructuredMessage.TYPE_HEADER, StructuredMessage.TYPE)
                    .header(StructuredMessage.LENGTH_HEADER, response.body().length())
                    .body(new StructuredMessageBody(response.body()));
        }
    }
}
