package dev.nephelite.emulator.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.Headers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ChecksumsTest {
    private static final byte[] BODY = "hello structured world".getBytes(StandardCharsets.UTF_8);
    private static final String CRC64 = "bfE/0U7ku3I=";

    @Test
    void update_computesThePublishedCheckValueOfCrc64() {
        Crc64 crc64 = new Crc64();

        crc64.update("123456789".getBytes(StandardCharsets.UTF_8));

        assertThat(crc64.getValue()).isEqualTo(0xAE8B_1486_0A79_9888L);
    }

    @Test
    void verify_acceptsAMatchingCrc64() throws IOException {
        Checksums checksums = Checksums.of(Headers.of(Map.of("x-ms-content-crc64", CRC64)));

        read(checksums);

        assertThat(checksums.verify().crc64()).isEqualTo(CRC64);
    }

    @Test
    void verify_computesBothChecksumsIfNoneWasSent() throws IOException {
        Checksums checksums = Checksums.of(Headers.NONE);

        read(checksums);

        assertThat(checksums.verify()).isEqualTo(new Checksums.Verified("LEGDd7FHSUFwBKXZNMN+8g==", CRC64, false));
    }

    @Test
    void verify_refusesAnotherMd5WithBothValues() throws IOException {
        String other = "AAAAAAAAAAAAAAAAAAAAAA==";
        Checksums checksums = Checksums.of(Headers.of(Map.of("Content-MD5", other)));

        read(checksums);

        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(checksums::verify)
                .returns(CommonError.MD5_MISMATCH, StorageException::error)
                .returns(other, refusal -> refusal.details().get("UserSpecifiedMd5"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"not base64!", "AAAA"})
    void of_refusesAMalformedMd5(String md5) {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> Checksums.of(Headers.of(Map.of("Content-MD5", md5))))
                .returns(CommonError.INVALID_MD5, StorageException::error);
    }

    @Test
    void of_takesAnEmptyMd5AsAbsent() {
        Headers headers = Headers.of(Map.of("Content-MD5", "", "x-ms-content-crc64", CRC64));

        assertThatNoException().isThrownBy(() -> Checksums.of(headers));
    }

    @Test
    void of_refusesTwoChecksums() {
        Headers both = Headers.of(Map.of("Content-MD5", "LEGDd7FHSUFwBKXZNMN+8g==", "x-ms-content-crc64", CRC64));

        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> Checksums.of(both))
                .returns(CommonError.BOTH_CRC64_AND_MD5_HEADER_PRESENT, StorageException::error);
    }

    private static void read(Checksums checksums) throws IOException {
        try (InputStream body = checksums.over(new ByteArrayInputStream(BODY))) {
            assertThat(body.readAllBytes()).isEqualTo(BODY);
        }
    }
}
