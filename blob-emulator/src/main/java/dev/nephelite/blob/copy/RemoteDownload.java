package dev.nephelite.blob.copy;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobBuilder;
import dev.nephelite.blob.model.BlobError;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.model.BlobProperties;
import dev.nephelite.blob.model.BlobType;
import dev.nephelite.blob.model.Revision;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.value.ETag;
import dev.nephelite.emulator.value.Metadata;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What another server has begun to send.
 *
 * @param status 200, or 206 for a part
 */
record RemoteDownload(int status, HttpHeaders headers, InputStream bytes) implements AutoCloseable {
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int NOT_MODIFIED = 304;
    private static final int PRECONDITION_FAILED = 412;
    private static final int APPENDED_AT_ONCE = 1;

    static RemoteDownload of(HttpResponse<InputStream> response) {
        RemoteDownload remoteDownload = new RemoteDownload(response.statusCode(), response.headers(), response.body());
        if (remoteDownload.status == OK || remoteDownload.status == PARTIAL) {
            return remoteDownload;
        }
        remoteDownload.close();
        throw remoteDownload.refusal();
    }

    /** In bytes, or -1 if only the end will tell. */
    long length() {
        return headers.firstValueAsLong("Content-Length").orElse(-1);
    }

    /** What the server says of it, as of a blob whose length is that of what is sent. */
    Blob describe() {
        Revision unknown = new Revision(new ETag(""), Instant.EPOCH);
        return new BlobBuilder(unknown, layout(Math.max(length(), 0)), properties())
                .metadata(metadata())
                .build();
    }

    @Override
    public void close() {
        try {
            bytes.close();
        } catch (IOException unexpected) {
            throw new UncheckedIOException(unexpected);
        }
    }

    private StorageException refusal() {
        if (status == NOT_MODIFIED || status == PRECONDITION_FAILED) {
            return BlobError.SOURCE_CONDITION_NOT_MET.exception();
        }
        return CopySourceRefusal.refused(status, header("x-ms-error-code"), "The source answered " + status + ".");
    }

    private BlobLayout layout(long length) {
        @Nullable String type = header("x-ms-blob-type");
        if (BlobType.APPEND_BLOB.toString().equals(type)) {
            long blocks =
                    headers.firstValueAsLong("x-ms-blob-committed-block-count").orElse(APPENDED_AT_ONCE);
            return new BlobLayout.Appended(length, 0, Math.toIntExact(blocks), false);
        }
        if (BlobType.PAGE_BLOB.toString().equals(type)) {
            long number = headers.firstValueAsLong("x-ms-blob-sequence-number").orElse(0);
            return new BlobLayout.Pages(length, 0, number);
        }
        return new BlobLayout.Blocks(length, List.of());
    }

    private BlobProperties properties() {
        @Nullable String type = header("Content-Type");
        return new BlobProperties(
                type == null ? BlobProperties.DEFAULT_CONTENT_TYPE : type,
                header("Content-Encoding"),
                header("Content-Language"),
                header("Content-MD5"),
                header("Cache-Control"),
                header("Content-Disposition"));
    }

    private Metadata metadata() {
        Map<String, String> pairs = new LinkedHashMap<>();
        headers.map().forEach((name, values) -> {
            if (name.regionMatches(true, 0, Metadata.HEADER_PREFIX, 0, Metadata.HEADER_PREFIX.length())) {
                pairs.put(name.substring(Metadata.HEADER_PREFIX.length()), String.join(",", values));
            }
        });
        return new Metadata(pairs);
    }

    private @Nullable String header(String name) {
        return headers.firstValue(name).orElse(null);
    }
}
