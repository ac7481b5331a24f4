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

/** What a request says of a blob that it makes anew, besides its bytes. */
public record NewBlob(
        BlobProperties properties,
        Metadata metadata,
        BlobTags tags,
        BlobEncryption encryption,
        BlobProtection protection,
        Tiering.@Nullable AccessTier tier) {
    /**
     * Reads the headers that all such operations have.
     *
     * @param properties read by the operation, for where they stand differs
     */
    public static NewBlob from(Request request, BlobProperties properties) {
        return new NewBlob(
                properties,
                request.metadata(),
                tags(request),
                BlobHeaders.encryption(request),
                BlobHeaders.protection(request),
                request.headers().get("x-ms-access-tier", Tiering.AccessTier::parse));
    }

    /** The tags that the request gives a blob. */
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

    /** The same for a copy, which has the metadata of its source unless the request brings some. */
    public NewBlob copying(BlobProperties properties, Metadata source) {
        return new NewBlob(
                properties, metadata.pairs().isEmpty() ? source : metadata, tags, encryption, protection, tier);
    }

    /** The same with the checksum of the bytes that came. */
    public NewBlob withContentMd5(String md5) {
        return new NewBlob(properties.withContentMd5(md5), metadata, tags, encryption, protection, tier);
    }

    /**
     * The blob, in place of one that was there before.
     *
     * @param before hands on its lease and nothing else
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
