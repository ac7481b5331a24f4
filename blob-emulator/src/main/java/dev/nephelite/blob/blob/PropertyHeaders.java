package dev.nephelite.blob.blob;

import dev.nephelite.blob.model.BlobProperties;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.service.Checksums;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The headers by which a client says what a blob is to be served with. */
public final class PropertyHeaders {
    private static final String PREFIX = "x-ms-blob-";
    private static final String TYPE = "content-type";
    private static final String ENCODING = "content-encoding";
    private static final String LANGUAGE = "content-language";
    private static final String MD5 = "content-md5";
    private static final String CACHE_CONTROL = "cache-control";
    private static final String DISPOSITION = "content-disposition";
    private static final List<String> ALL = List.of(TYPE, ENCODING, LANGUAGE, MD5, CACHE_CONTROL, DISPOSITION);

    /** What a request that sends a whole blob may say of it in the headers of HTTP itself too. */
    private static final List<String> STANDARD = List.of(TYPE, ENCODING, LANGUAGE, CACHE_CONTROL);

    private PropertyHeaders() {}

    /** What the headers say that are there for nothing else; what they leave out is not set. */
    public static BlobProperties of(Headers headers) {
        return read(name -> present(headers, PREFIX + name));
    }

    /** The same, completed by what the headers say of the request's own body, which is the blob. */
    public static BlobProperties ofBody(Headers headers) {
        return read(name -> ownOrStandard(headers, name));
    }

    /** What the headers say of a blob that has the rest from its source, but for the checksum. */
    public static BlobProperties ofCopy(Headers headers, BlobProperties source) {
        return read(name -> {
            @Nullable String own = ownOrStandard(headers, name);
            return own == null ? value(source, name) : own;
        });
    }

    /** The checksums the client announced for a body that is the whole blob. */
    static Checksums checksumsOfBody(Headers headers) {
        @Nullable String md5 = present(headers, PREFIX + MD5);
        return md5 == null ? Checksums.of(headers) : Checksums.of(md5, headers.get("x-ms-content-crc64"));
    }

    static boolean anyIn(Headers headers) {
        return ALL.stream().anyMatch(name -> headers.has(PREFIX + name));
    }

    private static BlobProperties read(UnaryOperator<@Nullable String> value) {
        @Nullable String type = value.apply(TYPE);
        @Nullable String md5 = value.apply(MD5);
        if (md5 != null) {
            Checksums.parseMd5(md5);
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
        @Nullable String own = present(headers, PREFIX + name);
        return own == null && STANDARD.contains(name) ? present(headers, name) : own;
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

    /** Some clients send a header without a value where they mean none. */
    private static @Nullable String present(Headers headers, String name) {
        @Nullable String value = headers.get(name);
        return value == null || value.isBlank() ? null : value;
    }
}
