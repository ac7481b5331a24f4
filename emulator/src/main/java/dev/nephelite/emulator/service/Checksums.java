package dev.nephelite.emulator.service;

import static dev.nephelite.emulator.error.CommonError.BOTH_CRC64_AND_MD5_HEADER_PRESENT;
import static dev.nephelite.emulator.error.CommonError.CRC64_MISMATCH;
import static dev.nephelite.emulator.error.CommonError.INVALID_HEADER_VALUE;
import static dev.nephelite.emulator.error.CommonError.INVALID_MD5;
import static dev.nephelite.emulator.error.CommonError.MD5_MISMATCH;

import dev.nephelite.emulator.http.Headers;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.zip.CheckedInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The checksums of one body: those the client sent along, and those of the bytes that came. Read the body through
 * {@link #over}, then {@link #verify}.
 */
public final class Checksums {
    private static final int CRC64_LENGTH = 8;

    private final MessageDigest md5 = newMd5();
    private final Crc64 crc64 = new Crc64();
    private final byte @Nullable [] sentMd5;
    private final byte @Nullable [] sentCrc64;

    private Checksums(byte @Nullable [] sentMd5, byte @Nullable [] sentCrc64) {
        this.sentMd5 = sentMd5;
        this.sentCrc64 = sentCrc64;
    }

    /** The checksums that {@code headers} announce for the body of the request. */
    public static Checksums of(Headers headers) {
        @Nullable String md5 = headers.get("Content-MD5");
        @Nullable String crc64 = headers.get("x-ms-content-crc64");
        if (md5 != null && crc64 != null) {
            throw BOTH_CRC64_AND_MD5_HEADER_PRESENT.exception();
        }
        return of(md5, crc64);
    }

    /** The checksums that a client sent in whichever headers; both may be missing. */
    public static Checksums of(@Nullable String md5, @Nullable String crc64) {
        return new Checksums(md5 == null ? null : parseMd5(md5), crc64 == null ? null : parseCrc64(crc64));
    }

    /** The bytes of {@code body}, counted into the checksums as they are read. */
    public InputStream over(InputStream body) {
        InputStream digested = new DigestInputStream(body, md5);
        return sentCrc64 == null && sentMd5 != null ? digested : new CheckedInputStream(digested, crc64);
    }

    /** Refuses a body that is not the one the client announced. */
    public Verified verify() {
        byte[] actualMd5 = md5.digest();
        byte[] actualCrc64 = ByteBuffer.allocate(CRC64_LENGTH)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(crc64.getValue())
                .array();
        if (sentMd5 != null && !Arrays.equals(sentMd5, actualMd5)) {
            throw MD5_MISMATCH.exception(
                    Map.of("UserSpecifiedMd5", text(sentMd5), "ServerCalculatedMd5", text(actualMd5)));
        }
        if (sentCrc64 != null && !Arrays.equals(sentCrc64, actualCrc64)) {
            throw CRC64_MISMATCH.exception(
                    Map.of("UserSpecifiedCrc64", text(sentCrc64), "ServerCalculatedCrc64", text(actualCrc64)));
        }
        return new Verified(text(actualMd5), text(actualCrc64), sentMd5 != null);
    }

    /**
     * Reads the Base64 form of an MD5.
     *
     * @throws dev.nephelite.emulator.error.StorageException with {@code InvalidMd5} if it is not one
     */
    public static byte[] parseMd5(String text) {
        try {
            byte[] md5 = Base64.getDecoder().decode(text.strip());
            if (md5.length == 16) {
                return md5;
            }
        } catch (IllegalArgumentException notBase64) {
            throw INVALID_MD5.exception();
        }
        throw INVALID_MD5.exception();
    }

    private static byte[] parseCrc64(String text) {
        try {
            byte[] crc64 = Base64.getDecoder().decode(text.strip());
            if (crc64.length == CRC64_LENGTH) {
                return crc64;
            }
        } catch (IllegalArgumentException notBase64) {
            throw invalidCrc64(text);
        }
        throw invalidCrc64(text);
    }

    private static RuntimeException invalidCrc64(String text) {
        return INVALID_HEADER_VALUE.exception(Map.of("HeaderName", "x-ms-content-crc64", "HeaderValue", text));
    }

    private static String text(byte[] checksum) {
        return Base64.getEncoder().encodeToString(checksum);
    }

    private static MessageDigest newMd5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /**
     * The checksums of a body that came as announced, in Base64.
     *
     * @param md5Sent whether the client announced an MD5; the CRC-64 was not computed then
     */
    public record Verified(String md5, String crc64, boolean md5Sent) {}
}
