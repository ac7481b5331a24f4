package dev.nephelite.blob.blob;

import dev.nephelite.blob.container.ResourceHeaders;
import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobEncryption;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.model.BlobProperties;
import dev.nephelite.blob.model.BlobProtection;
import dev.nephelite.blob.model.BlobState;
import dev.nephelite.blob.model.BlobType;
import dev.nephelite.blob.model.CopyState;
import dev.nephelite.blob.model.Tiering;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Checksums;
import dev.nephelite.emulator.value.HttpDate;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The headers in which responses describe a blob. {@link BlobRequestHeaders} has those of requests. */
public final class BlobHeaders {
    private BlobHeaders() {}

    /**
     * Adds everything about a blob except what depends on the range that is sent: length, range and checksum.
     *
     * @param now the time for which the lease state is reported
     * @param overrides headers that the shared access signature overrides
     */
    public static Response describe(Response response, Blob blob, Instant now, Map<String, String> overrides) {
        ResourceHeaders.add(response, blob.revision());
        ResourceHeaders.add(response, blob.metadata());
        BlobProperties properties = blob.properties();
        put(response, "Content-Type", properties.contentType(), overrides);
        put(response, "Content-Encoding", properties.contentEncoding(), overrides);
        put(response, "Content-Language", properties.contentLanguage(), overrides);
        put(response, "Cache-Control", properties.cacheControl(), overrides);
        put(response, "Content-Disposition", properties.contentDisposition(), overrides);
        if (blob.state().current()) {
            ResourceHeaders.addLease(response, blob.lease(), now);
        }
        addBlobState(response, blob.state());
        addLayout(response, blob.layout());
        addCopy(response, blob.copy());
        addEncryption(response.header("x-ms-server-encrypted", true), blob.encryption());
        addProtection(response, blob.protection());
        return response.header("x-ms-blob-type", blob.type())
                .header("x-ms-creation-time", HttpDate.format(blob.createdAt()))
                .header(
                        "x-ms-tag-count",
                        blob.tags().isEmpty() ? null : blob.tags().pairs().size())
                .header("Accept-Ranges", "bytes");
    }

    /** Adds what only Get Blob Properties returns: the tier and the expiry time. */
    static Response describeTier(Response response, Blob blob) {
        if (blob.type() == BlobType.BLOCK_BLOB) {
            Tiering tiering = blob.tiering();
            Tiering.@Nullable Rehydration rehydration = tiering.rehydration();
            response.header("x-ms-access-tier", tiering.effective())
                    .header("x-ms-access-tier-inferred", tiering.chosen() == null ? true : null)
                    .header("x-ms-access-tier-change-time", date(tiering.changedAt()));
            if (rehydration != null) {
                response.header("x-ms-archive-status", rehydration.status())
                        .header("x-ms-rehydrate-priority", rehydration.priority());
            }
        }
        return response.header("x-ms-expiry-time", date(blob.expiresAt()));
    }

    /** The response to a successful write. */
    public static Response changed(int status, Blob blob) {
        Response response = ResourceHeaders.add(Response.of(status), blob.revision())
                .header("x-ms-request-server-encrypted", true)
                .header("x-ms-version-id", blob.state().version());
        return addEncryption(response, blob.encryption());
    }

    /** Adds the checksum of the received bytes, of the kind that the client used. */
    public static Response addChecksum(Response response, Checksums.Verified checksums) {
        return checksums.md5Sent()
                ? response.header("Content-MD5", checksums.md5())
                : response.header("x-ms-content-crc64", checksums.crc64());
    }

    /** Adds the sequence number of a page blob. Other blobs have none. */
    public static Response addSequenceNumber(Response response, BlobLayout layout) {
        return layout instanceof BlobLayout.Pages pages
                ? response.header("x-ms-blob-sequence-number", pages.sequenceNumber())
                : response;
    }

    private static void addBlobState(Response response, BlobState state) {
        if (state.snapshot() == null && state.version() != null) {
            response.header("x-ms-version-id", state.version())
                    .header("x-ms-is-current-version", state.current() ? true : null);
        }
    }

    private static void addLayout(Response response, BlobLayout layout) {
        addSequenceNumber(response, layout);
        if (layout instanceof BlobLayout.Appended appended) {
            response.header("x-ms-blob-committed-block-count", appended.blocks())
                    .header("x-ms-blob-sealed", appended.sealed() ? true : null);
        }
    }

    private static void addCopy(Response response, @Nullable CopyState copy) {
        if (copy != null) {
            response.header("x-ms-copy-id", copy.id())
                    .header("x-ms-copy-source", copy.source())
                    .header("x-ms-copy-status", copy.status())
                    .header("x-ms-copy-progress", copy.progress())
                    .header("x-ms-copy-completion-time", date(copy.completedAt()))
                    .header("x-ms-copy-status-description", copy.description())
                    .header("x-ms-incremental-copy", copy.incremental() ? true : null)
                    .header("x-ms-copy-destination-snapshot", copy.incrementalSnapshot());
        }
    }

    /** Adds the encryption of a blob or block, unless it is the account's own key. */
    public static Response addEncryption(Response response, BlobEncryption encryption) {
        return response.header("x-ms-encryption-key-sha256", encryption.keySha256())
                .header("x-ms-encryption-scope", encryption.scope());
    }

    private static void addProtection(Response response, BlobProtection protection) {
        response.header("x-ms-immutability-policy-until-date", date(protection.until()))
                .header(
                        "x-ms-immutability-policy-mode",
                        protection.until() == null ? null : protection.locked() ? "locked" : "unlocked")
                .header("x-ms-legal-hold", protection.legalHold() ? true : null);
    }

    private static @Nullable String date(@Nullable Instant moment) {
        return moment == null ? null : HttpDate.format(moment);
    }

    private static void put(Response response, String name, @Nullable String value, Map<String, String> overrides) {
        response.header(name, overrides.containsKey(name) ? overrides.get(name) : value);
    }
}
