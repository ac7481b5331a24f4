package dev.nephelite.blob.blob;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobEncryption;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.model.BlobProperties;
import dev.nephelite.blob.model.BlobProtection;
import dev.nephelite.blob.model.BlobTags;
import dev.nephelite.blob.model.Revision;
import dev.nephelite.blob.model.Tiering;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.value.Metadata;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The values that a request specifies for a new blob, except its bytes. */
public record NewBlob(
        BlobProperties properties,
        Metadata metadata,
        BlobTags tags,
        BlobEncryption encryption,
        BlobProtection protection,
        Tiering.@Nullable AccessTier tier) {
    /**
     * Parses the headers that all operations that create blobs have in common.
     *
     * @param properties parsed by the operation, because their headers differ
     */
    public static NewBlob from(Request request, BlobProperties properties) {
        return new NewBlob(
                properties,
                request.metadata(),
                tags(request),
                BlobRequestHeaders.encryption(request),
                BlobRequestHeaders.protection(request),
                request.headers().get("x-ms-access-tier", Tiering.AccessTier::parse));
    }

    /** Parses the tags of a new blob. */
    public static BlobTags tags(Request request) {
        @Nullable BlobTags tags = request.headers().get("x-ms-tags", BlobTags::parse);
        if (tags == null) {
            return BlobTags.NONE;
        }
        if (!request.grant().allows('t')) {
            throw CommonError.AUTHORIZATION_PERMISSION_MISMATCH.exception();
        }
        return tags;
    }

    /** These values for a copy, which inherits the metadata of its source unless the request sets some. */
    public NewBlob copying(BlobProperties properties, Metadata source) {
        return new NewBlob(
                properties, metadata.pairs().isEmpty() ? source : metadata, tags, encryption, protection, tier);
    }

    /** These values with the checksum of the received bytes. */
    public NewBlob withContentMd5(String md5) {
        return new NewBlob(properties.withContentMd5(md5), metadata, tags, encryption, protection, tier);
    }

    /**
     * Begins the new blob.
     *
     * @param before the replaced blob, whose lease the new one inherits
     */
    public Blob.Builder build(Revision revision, BlobLayout blobLayout, Optional<StoredBlob> before) {
        return new Blob.Builder(revision, blobLayout, properties)
                .metadata(metadata)
                .tags(tags)
                .encryption(encryption)
                .protection(protection)
                .tiering(Tiering.of(tier, revision.lastModified()))
                .lease(before.map(StoredBlob::blob).map(Blob::lease).orElse(null));
    }
}
