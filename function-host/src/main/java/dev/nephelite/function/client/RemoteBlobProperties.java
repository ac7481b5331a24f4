package dev.nephelite.function.client;

import dev.nephelite.emulator.value.ETag;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a blob is, its content aside.
 *
 * @param createdOn equal to {@code lastModified} where the server does not tell
 * @param blobType such as {@code BlockBlob}
 * @param metadata names are looked up ignoring case
 */
public record RemoteBlobProperties(
        ETag etag,
        Instant lastModified,
        Instant createdOn,
        long contentLength,
        String contentType,
        String blobType,
        Map<String, String> metadata) {
    public RemoteBlobProperties {
        Map<String, String> ignoringCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        ignoringCase.putAll(metadata);
        metadata = Collections.unmodifiableMap(ignoringCase);
    }
}
