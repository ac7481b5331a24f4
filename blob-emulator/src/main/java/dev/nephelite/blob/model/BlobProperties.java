package dev.nephelite.blob.model;

import org.jspecify.annotations.Nullable;

/**
 * The HTTP headers that a blob is served with.
 *
 * @param contentMd5 base64 of the MD5 of the whole blob, as it was set
 */
public record BlobProperties(
        String contentType,
        @Nullable String contentEncoding,
        @Nullable String contentLanguage,
        @Nullable String contentMd5,
        @Nullable String cacheControl,
        @Nullable String contentDisposition) {
    public static final String DEFAULT_CONTENT_TYPE = "application/octet-stream";

    public BlobProperties withContentMd5(String md5) {
        return new BlobProperties(contentType, contentEncoding, contentLanguage, md5, cacheControl, contentDisposition);
    }
}
