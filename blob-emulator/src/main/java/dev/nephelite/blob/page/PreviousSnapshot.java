package dev.nephelite.blob.page;

import dev.nephelite.blob.blob.BlobRequest;
import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobError;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.model.StateId;
import dev.nephelite.blob.store.BlobReader;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.service.Request;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The snapshot that a client wants a page blob compared to.
 *
 * @param id null if it wants no comparison
 */
record PreviousSnapshot(@Nullable StateId id) {
    private static final String PARAMETER = "prevsnapshot";
    private static final String URL = "x-ms-previous-snapshot-url";

    static PreviousSnapshot from(Request request) {
        @Nullable StateId id = request.query().get(PARAMETER, PreviousSnapshot::parse);
        @Nullable StateId inUrl = request.headers().get(URL, PreviousSnapshot::parseUrl);
        if (id != null && inUrl != null) {
            throw CommonError.INVALID_HEADER_VALUE.exception().detail("HeaderName", URL);
        }
        return new PreviousSnapshot(id == null ? inUrl : id);
    }

    /** The pages of the snapshot, or null if no comparison is wanted. */
    BlobLayout.@Nullable Pages find(BlobReader view, BlobRequest target, Blob blob) {
        if (id == null) {
            return null;
        }
        if (target.snapshot() != null && id.compareTo(target.snapshot()) > 0) {
            throw BlobError.PREVIOUS_SNAPSHOT_CANNOT_BE_NEWER.exception();
        }
        Blob before = view.snapshot(target.address(), id)
                .map(StoredBlob::blob)
                .orElseThrow(BlobError.PREVIOUS_SNAPSHOT_NOT_FOUND::exception);
        // Who puts a blob in place of another makes it anew, at a moment of its own.
        if (!before.createdAt().equals(blob.createdAt()) || !(before.layout() instanceof BlobLayout.Pages pages)) {
            throw BlobError.BLOB_OVERWRITTEN.exception();
        }
        return pages;
    }

    private static @Nullable StateId parse(String text) {
        return text.isEmpty() ? null : StateId.parse(text);
    }

    private static StateId parseUrl(String text) {
        @Nullable
        String id = QueryParameters.parse(URI.create(text).getRawQuery()).get("snapshot");
        return StateId.parse(id == null ? "" : id);
    }
}
