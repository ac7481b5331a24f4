package dev.nephelite.blob.blob;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.store.BlobReader;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.ByteRange;
import dev.nephelite.emulator.service.ContentBody;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/get-blob">Get Blob</a>. */
public record GetBlob(BlobStore store) implements Operation {
    @Override
    public Response handle(Request request) {
        BlobRequest target = BlobRequest.reading(request);
        @Nullable ByteRange range = ByteRange.from(request.headers());
        RangeChecksum checksum = RangeChecksum.from(request.headers(), range);

        return store.read(view -> {
            StoredBlob stored = target.requireForRead(view);
            stored.blob().requireNotArchived();
            EncryptionHeaders.require(request.headers(), stored.blob());
            Map<String, String> overrides = request.grant().responseHeaders();
            return range == null
                    ? whole(view, target, stored, overrides)
                    : part(view, target, stored, range.within(stored.blob().length()), checksum, overrides);
        });
    }

    private static Response whole(
            BlobReader view, BlobRequest target, StoredBlob stored, Map<String, String> overrides) {
        Blob blob = stored.blob();
        return BlobHeaders.describe(Response.of(200), blob, target.now(), overrides)
                .header("Content-MD5", blob.properties().contentMd5())
                .body(new ContentBody(view.open(stored)));
    }

    private static Response part(
            BlobReader view,
            BlobRequest target,
            StoredBlob stored,
            ByteRange range,
            RangeChecksum checksum,
            Map<String, String> overrides) {
        Blob blob = stored.blob();
        Response response = BlobHeaders.describe(Response.of(206), blob, target.now(), overrides)
                .header("Content-Range", range.of(blob.length()))
                .header("x-ms-blob-content-md5", blob.properties().contentMd5());
        return checksum.addTo(response, range, () -> view.open(stored, range.first(), range.length()));
    }
}
