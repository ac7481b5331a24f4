package dev.nephelite.blob.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nephelite.blob.http.StructuredMessage.StructuredMessageBody;
import dev.nephelite.blob.http.StructuredMessage.StructuredMessageInput;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Body.BodySink;
import dev.nephelite.emulator.service.Crc64;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Structured messages, read and written. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StructuredMessageTest {
    private static final String TEXT = "hello structured world";
    private static final String MESSAGE = "013d0000000000000001000100" + "01001600000000000000"
            + "68656c6c6f207374727563747572656420776f726c64" + "6df13fd14ee4bb72" + "6df13fd14ee4bb72";
    private static final int SEGMENT = 4 * 1024 * 1024;

    @Nested
    class Written {
        @Test
        void writeTo_encodesThePublishedExample() throws IOException {
            assertThat(HexFormat.of().formatHex(write(Body.text(TEXT)))).isEqualTo(MESSAGE);
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, SEGMENT, SEGMENT + 1, 3 * SEGMENT})
        void writeTo_writesTheAnnouncedLengthAndCanBeRead(int length) throws IOException {
            byte[] content = new byte[length];
            new Random(length).nextBytes(content);

            byte[] message = write(Body.bytes(content));

            assertThat(new StructuredMessageBody(Body.bytes(content)).length()).isEqualTo(message.length);
            assertThat(read(message, length)).isEqualTo(content);
        }

        @Test
        void writeTo_encodesPartOfAFile(@TempDir Path folder) throws IOException {
            Path path = Files.writeString(folder.resolve("text"), "(" + TEXT + ")");
            Body body = new Body() {
                @Override
                public long length() {
                    return TEXT.length();
                }

                @Override
                public void writeTo(BodySink sink) throws IOException {
                    try (FileChannel file = FileChannel.open(path)) {
                        sink.transfer(file, 1, TEXT.length());
                    }
                }
            };

            assertThat(HexFormat.of().formatHex(write(body))).isEqualTo(MESSAGE);
        }
    }

    @Nested
    class Read {
        @Test
        void read_decodesThePublishedExample() throws IOException {
            assertThat(read(bytes(MESSAGE), 22))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(TEXT);
        }

        @Test
        void read_acceptsSegmentsOfAnyLength() throws IOException {
            byte[] message = message("", "ab", "", "c", "");

            assertThat(read(message, 3)).asString(StandardCharsets.UTF_8).isEqualTo("abc");
        }

        @Test
        void read_ofTheAnnouncedLengthReportsAChecksumThatDoesNotMatch() throws IOException {
            byte[] message = bytes(MESSAGE);
            message[message.length - 1]++;
            StructuredMessageInput input =
                    new StructuredMessageInput(new ByteArrayInputStream(message), message.length, 22);

            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> input.readNBytes(22))
                    .matches(refusal -> refusal.error() == CommonError.CRC64_MISMATCH);
        }

        @ParameterizedTest
        @CsvSource({
            "0, its version",
            "1, its length",
            "9, its flags",
            "11, the number of its segments",
            "13, the number of a segment",
            "15, the length of a segment"
        })
        void read_refusesAMalformedMessage(int position, String what) {
            byte[] message = bytes(MESSAGE);
            message[position]++;

            assertThatExceptionOfType(StorageException.class)
                    .as(what)
                    .isThrownBy(() -> read(message, 22))
                    .matches(refusal -> refusal.error() == CommonError.INVALID_INPUT
                            || refusal.error() == CommonError.CRC64_MISMATCH);
        }

        @ParameterizedTest
        @CsvSource({"23, ServerCalculatedCrc64", "45, UserSpecifiedCrc64", "53, UserSpecifiedCrc64"})
        void read_refusesAChecksumThatDoesNotMatch(int position, String detail) {
            byte[] message = bytes(MESSAGE);
            message[position]++;

            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> read(message, 22))
                    .matches(refusal -> refusal.error() == CommonError.CRC64_MISMATCH)
                    .matches(refusal -> !"bfE/0U7ku3I=".equals(refusal.details().get(detail)));
        }

        @ParameterizedTest
        @ValueSource(longs = {0, 21, 23})
        void read_refusesAnotherLengthThanAnnounced(long announced) {
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> read(bytes(MESSAGE), announced))
                    .matches(refusal -> refusal.error() == CommonError.INVALID_INPUT);
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 12, 20, 30, 50, 60})
        void read_refusesATruncatedMessage(int length) {
            byte[] part = Arrays.copyOf(bytes(MESSAGE), length);

            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> new StructuredMessageInput(new ByteArrayInputStream(part), -1, 22).readAllBytes())
                    .matches(refusal -> refusal.error() == CommonError.INVALID_INPUT);
        }

        @Test
        void read_refusesBytesAfterTheMessage() {
            byte[] more = Arrays.copyOf(bytes(MESSAGE), 62);

            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(
                            () -> new StructuredMessageInput(new ByteArrayInputStream(more), -1, 22).readAllBytes());
        }
    }

    private static byte[] read(byte[] message, long length) throws IOException {
        return new StructuredMessageInput(new ByteArrayInputStream(message), message.length, length).readAllBytes();
    }

    private static byte[] write(Body content) throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        new StructuredMessageBody(content).writeTo(new BodySink() {
            @Override
            public void write(byte[] bytes, int offset, int length) {
                written.write(bytes, offset, length);
            }

            @Override
            public void transfer(FileChannel file, long position, long count) throws IOException {
                ByteBuffer buffer = ByteBuffer.allocate((int) count);
                file.read(buffer, position);
                written.writeBytes(buffer.array());
            }

            @Override
            public void flush() {}
        });
        return written.toByteArray();
    }

    /** A message of these segments. */
    private static byte[] message(String... segments) {
        String all = String.join("", segments);
        ByteBuffer message = ByteBuffer.allocate(13 + 18 * segments.length + all.length() + 8)
                .order(ByteOrder.LITTLE_ENDIAN);
        message.put((byte) 1).putLong(message.capacity()).putShort((short) 1).putShort((short) segments.length);
        for (int i = 0; i < segments.length; i++) {
            message.putShort((short) (i + 1)).putLong(segments[i].length());
            message.put(segments[i].getBytes(StandardCharsets.UTF_8)).putLong(crc64(segments[i]));
        }
        return message.putLong(crc64(all)).array();
    }

    private static long crc64(String text) {
        Crc64 crc64 = new Crc64();
        crc64.update(text.getBytes(StandardCharsets.UTF_8), 0, text.length());
        return crc64.getValue();
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
