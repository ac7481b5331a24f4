package dev.nephelite.blob.copy;

import dev.nephelite.blob.blob.BlobRequest;
import dev.nephelite.blob.blob.BlobRequestHeaders;
import dev.nephelite.blob.blob.NewBlob;
import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobError;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.model.BlobType;
import dev.nephelite.blob.model.Lease;
import dev.nephelite.blob.model.Revision;
import dev.nephelite.blob.model.Tiering;
import dev.nephelite.blob.store.BlobReader;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.service.Request;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The destination of a copy.
 *
 * @param requested what the request specifies about the copy
 * @param sealed whether the copy is sealed
 * @param withTags whether the copy inherits the tags of the source
 */
record CopyDestination(BlobRequest target, NewBlob requested, boolean sealed, boolean withTags) {
    static CopyDestination of(Request request) {
        request.headers().get("x-ms-rehydrate-priority", Tiering.RehydratePriority::parse);
        return new CopyDestination(
                BlobRequest.writing(request),
                NewBlob.from(request, BlobRequestHeaders.properties(request.headers())),
                isTrue(request.headers().get("x-ms-seal-blob")),
                copiesTags(request));
    }

    /**
     * Whether the request copies the tags of the source. That excludes other tags and requires the permission for tags.
     */
    static boolean copiesTags(Request request) {
        boolean copies =
                Boolean.TRUE.equals(request.headers().get("x-ms-copy-source-tag-option", CopyDestination::isCopy));
        if (copies && request.headers().has("x-ms-tags")) {
            throw BlobError.BOTH_TAGS_AND_SOURCE_TAGS_COPY_PRESENT.exception();
        }
        if (copies && !request.grant().allows('t')) {
            throw CommonError.AUTHORIZATION_PERMISSION_MISMATCH.exception();
        }
        return copies;
    }

    /** The blob that the copy replaces, if there is one and the request may replace it by a copy of {@code source}. */
    Optional<StoredBlob> require(BlobReader view, Blob source) {
        Optional<StoredBlob> before = require(view, target, source.type());
        before.ifPresent(stored -> requireInfinite(stored.blob().lease()));
        requireTier(source);
        requireSealable(source);
        return before;
    }

    /**
     * The blob that a blob of that type replaces, if there is one and the request may do so. If an entity tag does not match, copies
     * report an error of their own.
     */
    static Optional<StoredBlob> require(BlobReader view, BlobRequest target, BlobType type) {
        try {
            return target.requireForReplace(view, type);
        } catch (StorageException refusal) {
            boolean byTag = !target.conditions().ifMatch().isEmpty();
            throw refusal.error() == CommonError.CONDITION_NOT_MET && byTag
                    ? BlobError.TARGET_CONDITION_NOT_MET.exception()
                    : refusal;
        }
    }

    /** Begins the copy. It inherits the tier of the replaced blob unless the request sets one. */
    Blob.Builder build(Revision revision, BlobLayout blobLayout, Blob source, Optional<StoredBlob> before) {
        Blob.Builder copy =
                requested.copying(source.properties(), source.metadata()).build(revision, blobLayout, before);
        Optional<Tiering> tiering = before.map(stored -> stored.blob().tiering());
        if (requested.tier() == null && tiering.isPresent()) {
            copy.tiering(tiering.get());
        }
        return withTags ? copy.tags(source.tags()) : copy;
    }

    /** The layout of the copy. Whether it is sealed does not depend on the source. */
    BlobLayout seal(BlobLayout copy) {
        return copy instanceof BlobLayout.Appended appended
                ? new BlobLayout.Appended(appended.length(), appended.generation(), appended.blocks(), sealed)
                : copy;
    }

    private static void requireInfinite(@Nullable Lease lease) {
        if (lease != null && lease.duration() != null) {
            throw BlobError.INFINITE_LEASE_DURATION_REQUIRED.exception();
        }
    }

    /** An archived blob can only be copied to an online tier. */
    private void requireTier(Blob source) {
        Tiering.@Nullable AccessTier tier = requested.tier();
        if (tier != null && source.type() != BlobType.BLOCK_BLOB) {
            throw BlobError.ACCESS_TIER_NOT_SUPPORTED_FOR_BLOB_TYPE.exception();
        }
        if (tier == null || tier == Tiering.AccessTier.ARCHIVE) {
            source.requireNotArchived();
        }
    }

    private void requireSealable(Blob source) {
        if (sealed && source.type() != BlobType.APPEND_BLOB) {
            throw BlobError.INVALID_BLOB_TYPE.exception();
        }
    }

    private static boolean isTrue(@Nullable String header) {
        return header != null && header.strip().equalsIgnoreCase("true");
    }

    private static Boolean isCopy(String option) {
        return switch (option) {
            case "COPY" -> true;
            case "REPLACE" -> false;
            default -> throw new IllegalArgumentException("neither COPY nor REPLACE: " + option);
        };
    }
}
