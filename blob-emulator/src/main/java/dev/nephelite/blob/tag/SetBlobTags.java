package dev.nephelite.blob.tag;

import dev.nephelite.blob.blob.BlobRequest;
import dev.nephelite.blob.model.BlobTags;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.service.XmlBody;
import java.io.IOException;

/**
 * <a href="https://learn.microsoft.com/rest/api/storageservices/set-blob-tags">Set Blob Tags</a>. The entity tag of the
 * blob does not change.
 */
public record SetBlobTags(BlobStore store) implements Operation {
    @Override
    public Response handle(Request request) throws IOException {
        BlobRequest target = BlobRequest.onTags(request);
        request.requireContentLength();
        BlobTags tags = BlobTags.read(XmlBody.read(request, BlobTags.XML_ROOT).root());
        return store.write(tx -> {
            StoredBlob stored = target.requireForAnnotation(tx.reader());
            tx.update(
                    target.address(),
                    stored.with(stored.blob().change().tags(tags).build()));
            return Response.of(204);
        });
    }
}
