package dev.nephelite.blob.blob;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/get-blob-properties">Get Blob Properties</a>. */
public record GetBlobProperties(BlobStore store) implements Operation {
    @Override
    public Response handle(Request request) {
        BlobRequest target = BlobRequest.reading(request);

        Blob blob = store.read(target::requireForRead).blob();
        BlobRequestHeaders.requireEncryptionKey(request.headers(), blob);
        Response response = BlobHeaders.describe(
                        Response.of(200), blob, target.now(), request.grant().responseHeaders())
                .header("Content-Length", blob.length())
                .header("Content-MD5", blob.properties().contentMd5());
        return BlobHeaders.describeTier(response, blob);
    }
}
