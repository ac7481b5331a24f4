package dev.nephelite.blob.blob;

import dev.nephelite.blob.container.ResourceHeaders;
import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobProperties;
import dev.nephelite.blob.model.Revision;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Checksums;
import dev.nephelite.emulator.value.HttpDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What answers say of a blob: to those who read it everything, to those who wrote it how to tell that it changed. */
public final class BlobHeaders {
    private BlobHeaders() {}

    /**
     * Adds all that is known of a blob except what depends on how much of it is sent: length, range and checksum.
     *
     * @param overrides headers that the client's signature puts in place of the blob's own
     */
    static Response describe(Response response, Blob blob, Map<String, String> overrides) {
        ResourceHeaders.add(response, blob.revision());
        ResourceHeaders.add(response, blob.metadata());
        BlobProperties properties = blob.properties();
        put(response, "Content-Type", properties.contentType(), overrides);
        put(response, "Content-Encoding", properties.contentEncoding(), overrides);
        put(response, "Content-Language", properties.contentLanguage(), overrides);
        put(response, "Cache-Control", properties.cacheControl(), overrides);
        put(response, "Content-Disposition", properties.contentDisposition(), overrides);
        return ResourceHeaders.addLease(response)
                .header("x-ms-blob-type", Blob.TYPE)
                .header("x-ms-creation-time", HttpDate.format(blob.createdAt()))
                .header("x-ms-server-encrypted", true)
                .header("Accept-Ranges", "bytes");
    }

    /** The answer to whoever changed a blob. */
    public static Response changed(int status, Revision revision) {
        return ResourceHeaders.add(Response.of(status), revision).header("x-ms-request-server-encrypted", true);
    }

    /** Adds the checksum of what the client sent, of the kind it used itself. */
    public static Response addChecksum(Response response, Checksums.Verified checksums) {
        return checksums.md5Sent()
                ? response.header("Content-MD5", checksums.md5())
                : response.header("x-ms-content-crc64", checksums.crc64());
    }

    private static void put(Response response, String name, @Nullable String value, Map<String, String> overrides) {
        response.header(name, overrides.containsKey(name) ? overrides.get(name) : value);
    }
}
