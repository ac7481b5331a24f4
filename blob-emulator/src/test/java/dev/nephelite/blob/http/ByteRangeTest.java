package dev.nephelite.blob.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.Headers;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ByteRangeTest {
    @ParameterizedTest(name = "{0} of ten bytes is {1}")
    @CsvSource({
        "bytes=0-0, bytes 0-0/10",
        "bytes=2-5, bytes 2-5/10",
        "bytes=2-,  bytes 2-9/10",
        "bytes=9-9, bytes 9-9/10",
        "bytes=5-99999999999999999, bytes 5-9/10"
    })
    void within_endsWithTheResource(String header, String contentRange) {
        ByteRange range = Objects.requireNonNull(ByteRange.from(Headers.of(Map.of("Range", header))));

        assertThat(range.within(10).of(10)).isEqualTo(contentRange);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0--1", "bytes=-5", "bytes=5-2", "bytes=0-1,3-4", "items=0-1", "bytes=x-1", ""})
    void from_ignoresAnInvalidRange(String header) {
        assertThat(ByteRange.from(Headers.of(Map.of("Range", header)))).isNull();
    }

    @Test
    void from_prefersXMsRange() {
        Headers headers = Headers.of(Map.of("Range", "bytes=0-1", "x-ms-range", "bytes=4-5"));

        assertThat(ByteRange.from(headers)).isEqualTo(new ByteRange(4, 5));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "10, 10", "11, 10"})
    void within_refusesARangeBehindTheEndWithTheLength(long first, long length) {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> new ByteRange(first, Long.MAX_VALUE).within(length))
                .returns(416, refusal -> refusal.error().status())
                .returns("bytes */" + length, refusal -> refusal.headers().get("Content-Range"));
    }
}
