package dev.nephelite.blob.account;

import dev.nephelite.blob.properties.BlobServiceProperties;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.properties.CommonProperties;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.service.XmlBody;
import dev.nephelite.emulator.xml.XmlWriter;

/**
 * <a href="https://learn.microsoft.com/rest/api/storageservices/get-blob-service-properties">Get Blob Service
 * Properties</a>.
 */
public record GetBlobServiceProperties(BlobStore store) implements Operation {
    @Override
    public Response handle(Request request) {
        BlobServiceProperties properties = store.read(view -> view.properties(request.account()));
        XmlWriter xml = new XmlWriter().open(CommonProperties.ROOT);
        properties.write(xml);
        return XmlBody.response(200, xml.close());
    }
}
