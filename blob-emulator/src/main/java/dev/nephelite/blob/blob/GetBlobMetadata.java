package dev.nephelite.blob.blob;

import dev.nephelite.blob.container.ResourceHeaders;
import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/get-blob-metadata">Get Blob Metadata</a>. */
public record GetBlobMetadata(BlobStore store) implements Operation {
    @Override
    public Response handle(Request request) {
        BlobRequest target = BlobRequest.reading(request);

        Blob blob = store.read(target::requireForRead).blob();
        return ResourceHeaders.add(ResourceHeaders.add(Response.of(200), blob.revision()), blob.metadata());
    }
}
