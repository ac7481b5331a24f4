package dev.nephelite.blob.tag;

import dev.nephelite.blob.blob.BlobRequest;
import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.service.XmlBody;
import dev.nephelite.emulator.xml.XmlWriter;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/get-blob-tags">Get Blob Tags</a>. */
public record GetBlobTags(BlobStore store) implements Operation {
    @Override
    public Response handle(Request request) {
        BlobRequest target = BlobRequest.onTags(request);
        Blob blob = store.read(target::requireForRead).blob();
        return XmlBody.response(200, blob.tags().writeTo(new XmlWriter()));
    }
}
