package dev.nephelite.blob.blob;

import dev.nephelite.blob.model.BlobProperties;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.service.Checksums;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The headers that set the HTTP properties of a blob: those it is served with. */
public final class PropertyHeaders {
    private static final String PREFIX = "x-ms-blob-";
    private static final String TYPE = "content-type";
    private static final String ENCODING = "content-encoding";
    private static final String LANGUAGE = "content-language";
    private static final String MD5 = "content-md5";
    private static final String CACHE_CONTROL = "cache-control";
    private static final String DISPOSITION = "content-disposition";
    private static final List<String> ALL = List.of(TYPE, ENCODING, LANGUAGE, MD5, CACHE_CONTROL, DISPOSITION);

    /** Properties that a request with a whole blob may also set by the standard HTTP header of that name. */
    private static final List<String> STANDARD = List.of(TYPE, ENCODING, LANGUAGE, CACHE_CONTROL);

    private PropertyHeaders() {}

    /** The properties that the {@code x-ms-blob-} headers name; all others are unset. */
    public static BlobProperties of(Headers headers) {
        return read(name -> headers.get(PREFIX + name));
    }

    /** The same, completed by the standard headers, which describe the body of the request: the blob itself. */
    public static BlobProperties ofBody(Headers headers) {
        return read(name -> ownOrStandard(headers, name));
    }

    /** The same for a copy, completed by the properties of its source except the checksum. */
    public static BlobProperties ofCopy(Headers headers, BlobProperties source) {
        return read(name -> {
            @Nullable String own = ownOrStandard(headers, name);
            return own == null ? value(source, name) : own;
        });
    }

    /** The checksums that the client sent for a body that is the whole blob. */
    static Checksums checksumsOfBody(Headers headers) {
        @Nullable String md5 = headers.get(PREFIX + MD5);
        return md5 == null ? Checksums.of(headers) : Checksums.of(md5, headers.get("x-ms-content-crc64"));
    }

    /** Whether the headers name any of the properties. */
    static boolean anyIn(Headers headers) {
        return ALL.stream().anyMatch(name -> headers.has(PREFIX + name));
    }

    private static BlobProperties read(UnaryOperator<@Nullable String> value) {
        @Nullable String type = value.apply(TYPE);
        @Nullable String md5 = value.apply(MD5);
        if (md5 != null && !isBase64(md5)) {
            throw CommonError.INVALID_MD5.exception();
        }
        return new BlobProperties(
                type == null ? BlobProperties.DEFAULT_CONTENT_TYPE : type,
                value.apply(ENCODING),
                value.apply(LANGUAGE),
                md5,
                value.apply(CACHE_CONTROL),
                value.apply(DISPOSITION));
    }

    private static @Nullable String ownOrStandard(Headers headers, String name) {
        @Nullable String own = headers.get(PREFIX + name);
        return own == null && STANDARD.contains(name) ? headers.get(name) : own;
    }

    private static @Nullable String value(BlobProperties properties, String name) {
        return switch (name) {
            case TYPE -> properties.contentType();
            case ENCODING -> properties.contentEncoding();
            case LANGUAGE -> properties.contentLanguage();
            case CACHE_CONTROL -> properties.cacheControl();
            case DISPOSITION -> properties.contentDisposition();
            default -> null;
        };
    }

    /** A checksum that is stored and never compared with the content may be of any length. */
    private static boolean isBase64(String text) {
        try {
            Base64.getDecoder().decode(text);
            return true;
        } catch (IllegalArgumentException ignored) {
            return false; // The decoder says so in no other way.
        }
    }
}
