package dev.nephelite.blob.blob;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobEncryption;
import dev.nephelite.blob.model.BlobProperties;
import dev.nephelite.blob.model.BlobProtection;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.service.Checksums;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.value.BooleanText;
import dev.nephelite.emulator.value.HttpDate;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The headers in which requests describe a blob: its properties, its encryption and its protection. {@link BlobHeaders} has
 * those of responses.
 */
public final class BlobRequestHeaders {
    public static final String POLICY_UNTIL = "x-ms-immutability-policy-until-date";
    public static final String POLICY_MODE = "x-ms-immutability-policy-mode";
    public static final String LEGAL_HOLD = "x-ms-legal-hold";

    private static final String PREFIX = "x-ms-blob-";
    private static final String TYPE = "content-type";
    private static final String ENCODING = "content-encoding";
    private static final String LANGUAGE = "content-language";
    private static final String MD5 = "content-md5";
    private static final String CACHE_CONTROL = "cache-control";
    private static final String DISPOSITION = "content-disposition";
    private static final List<String> PROPERTIES = List.of(TYPE, ENCODING, LANGUAGE, MD5, CACHE_CONTROL, DISPOSITION);

    /** Properties that an upload of a whole blob may also set by the standard HTTP header of that name. */
    private static final List<String> STANDARD_PROPERTIES = List.of(TYPE, ENCODING, LANGUAGE, CACHE_CONTROL);

    private static final String ENCRYPTION_KEY = "x-ms-encryption-key";
    private static final String ENCRYPTION_KEY_SHA256 = "x-ms-encryption-key-sha256";
    private static final String ENCRYPTION_ALGORITHM = "x-ms-encryption-algorithm";
    private static final String ENCRYPTION_SCOPE = "x-ms-encryption-scope";
    private static final int KEY_LENGTH = 32;

    private BlobRequestHeaders() {}

    /** Parses the {@code x-ms-blob-} headers. All other properties are unset. */
    public static BlobProperties properties(Headers headers) {
        return readProperties(name -> headers.get(PREFIX + name));
    }

    /**
     * Parses the {@code x-ms-blob-} headers and, where they are missing, the standard headers, which describe the body
     * of the request.
     */
    public static BlobProperties propertiesOfBody(Headers headers) {
        return readProperties(name -> ownOrStandard(headers, name));
    }

    /**
     * Parses the {@code x-ms-blob-} headers and the standard headers of a copy. It inherits the properties that are not set, except
     * the checksum.
     */
    public static BlobProperties propertiesOfCopy(Headers headers, BlobProperties source) {
        return readProperties(name -> {
            @Nullable String own = ownOrStandard(headers, name);
            return own == null ? property(source, name) : own;
        });
    }

    /** The checksums that the client sent for the body, which is the whole blob. */
    static Checksums checksumsOfBody(Headers headers) {
        @Nullable String md5 = headers.get(PREFIX + MD5);
        return md5 == null ? Checksums.of(headers) : Checksums.of(md5, headers.get("x-ms-content-crc64"));
    }

    /** Whether the headers set any property. */
    static boolean anyPropertyIn(Headers headers) {
        return PROPERTIES.stream().anyMatch(name -> headers.has(PREFIX + name));
    }

    private static BlobProperties readProperties(UnaryOperator<@Nullable String> property) {
        @Nullable String type = property.apply(TYPE);
        @Nullable String md5 = property.apply(MD5);
        if (md5 != null && !isBase64(md5)) {
            throw CommonError.INVALID_MD5.exception();
        }
        return new BlobProperties(
                type == null ? BlobProperties.DEFAULT_CONTENT_TYPE : type,
                property.apply(ENCODING),
                property.apply(LANGUAGE),
                md5,
                property.apply(CACHE_CONTROL),
                property.apply(DISPOSITION));
    }

    private static @Nullable String ownOrStandard(Headers headers, String name) {
        @Nullable String own = headers.get(PREFIX + name);
        return own == null && STANDARD_PROPERTIES.contains(name) ? headers.get(name) : own;
    }

    private static @Nullable String property(BlobProperties properties, String name) {
        return switch (name) {
            case TYPE -> properties.contentType();
            case ENCODING -> properties.contentEncoding();
            case LANGUAGE -> properties.contentLanguage();
            case CACHE_CONTROL -> properties.cacheControl();
            case DISPOSITION -> properties.contentDisposition();
            default -> null;
        };
    }

    /** A stored checksum is never compared with the content, so it may have any length. */
    private static boolean isBase64(String text) {
        try {
            Base64.getDecoder().decode(text);
            return true;
        } catch (IllegalArgumentException ignored) {
            return false; // The decoder reports invalid text only by the exception.
        }
    }

    /** Parses the encryption that a request asks for. */
    public static BlobEncryption encryption(Request request) {
        @Nullable String encryptionKeySha256 = encryptionKeySha256(request.headers());
        @Nullable String encryptionScope = encryptionScope(request);
        if (encryptionKeySha256 != null && encryptionScope != null) {
            throw invalid(ENCRYPTION_SCOPE, encryptionScope);
        }
        return encryptionKeySha256 == null && encryptionScope == null
                ? BlobEncryption.OF_ACCOUNT
                : new BlobEncryption(encryptionKeySha256, encryptionScope);
    }

    /** Refuses a request without the blob's customer-provided key, or with a key that the blob does not use. */
    public static void requireEncryptionKey(Headers headers, Blob blob) {
        blob.encryption().requireKey(encryptionKeySha256(headers));
    }

    /** The scope from the header or from the shared access signature, which must not contradict each other. */
    private static @Nullable String encryptionScope(Request request) {
        @Nullable String named = request.headers().get(ENCRYPTION_SCOPE);
        @Nullable String signed = request.grant().encryptionScope();
        if (named != null && signed != null && !named.equals(signed)) {
            throw invalid(ENCRYPTION_SCOPE, named);
        }
        return named == null ? signed : named;
    }

    /**
     * The SHA-256 of the customer-provided key, or null without one. The three headers belong together, but some
     * clients send the algorithm without a key.
     */
    private static @Nullable String encryptionKeySha256(Headers headers) {
        if (!headers.has(ENCRYPTION_KEY) && !headers.has(ENCRYPTION_KEY_SHA256)) {
            return null;
        }
        String key = requireHeader(headers, ENCRYPTION_KEY);
        String encryptionKeySha256 = requireHeader(headers, ENCRYPTION_KEY_SHA256);
        String algorithm = requireHeader(headers, ENCRYPTION_ALGORITHM);
        if (!algorithm.equals("AES256")) {
            throw invalid(ENCRYPTION_ALGORITHM, algorithm);
        }
        if (!encryptionKeySha256.equals(sha256(key))) {
            throw invalid(ENCRYPTION_KEY_SHA256, encryptionKeySha256);
        }
        return encryptionKeySha256;
    }

    private static String requireHeader(Headers headers, String name) {
        @Nullable String value = headers.get(name);
        if (value == null) {
            throw StorageException.missingHeader(name);
        }
        return value;
    }

    private static String sha256(String key) {
        try {
            byte[] bytes = Base64.getDecoder().decode(key);
            if (bytes.length == KEY_LENGTH) {
                byte[] sum = MessageDigest.getInstance("SHA-256").digest(bytes);
                return Base64.getEncoder().encodeToString(sum);
            }
        } catch (IllegalArgumentException ignored) {
            throw invalid(ENCRYPTION_KEY, key); // The answer has the key that is not base64.
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
        throw invalid(ENCRYPTION_KEY, key);
    }

    private static RuntimeException invalid(String header, String value) {
        return StorageException.invalidHeader(header, value);
    }

    /** Parses the immutability policy and legal hold of a new blob. */
    static BlobProtection protection(Request request) {
        @Nullable Instant until = request.headers().get(POLICY_UNTIL, HttpDate::parse);
        boolean locked = isPolicyLocked(request);
        boolean hold = hasLegalHold(request);
        if (until == null) {
            requireNoMode(request);
            return hold ? new BlobProtection(null, false, true) : BlobProtection.NONE;
        }
        requireFuture(until, request);
        return new BlobProtection(until, locked, hold);
    }

    /** Parses the end of an immutability policy, which must be in the future. */
    public static Instant requirePolicyEnd(Request request) {
        Instant until = request.requireHeader(POLICY_UNTIL, HttpDate::parse);
        requireFuture(until, request);
        return until;
    }

    /** Whether the request sets a locked policy, which can only be extended. */
    public static boolean isPolicyLocked(Request request) {
        @Nullable Boolean locked = request.headers().get(POLICY_MODE, BlobRequestHeaders::parsePolicyMode);
        return locked != null && locked;
    }

    private static boolean hasLegalHold(Request request) {
        @Nullable Boolean legalHold = request.headers().get(LEGAL_HOLD, BooleanText::parse);
        return legalHold != null && legalHold;
    }

    private static Boolean parsePolicyMode(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "locked" -> true;
            case "unlocked" -> false;
            default -> throw new IllegalArgumentException("neither locked nor unlocked: " + text);
        };
    }

    private static void requireNoMode(Request request) {
        if (request.headers().has(POLICY_MODE)) {
            throw StorageException.missingHeader(POLICY_UNTIL);
        }
    }

    private static void requireFuture(Instant until, Request request) {
        if (!until.isAfter(request.receivedAt())) {
            StorageException past = CommonError.INVALID_HEADER_VALUE.exception();
            throw past.detail("HeaderName", POLICY_UNTIL).detail("HeaderValue", HttpDate.format(until));
        }
    }
}
