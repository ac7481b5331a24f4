package dev.nephelite.blob.account;

import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.properties.CommonProperties;
import dev.nephelite.emulator.properties.ServicePropertiesCache;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.service.XmlBody;
import dev.nephelite.emulator.xml.XmlElement;
import java.io.IOException;

/**
 * <a href="https://learn.microsoft.com/rest/api/storageservices/set-blob-service-properties">Set Blob Service
 * Properties</a>.
 */
public record SetBlobServiceProperties(BlobStore store, ServicePropertiesCache<?> cache) implements Operation {
    @Override
    public Response handle(Request request) throws IOException {
        XmlElement sent = XmlBody.read(request, CommonProperties.ROOT).root();

        Response response = store.write(tx -> {
            tx.put(request.account(), tx.reader().properties(request.account()).changedBy(sent));
            return Response.of(202);
        });
        cache.changed(request.account());
        return response;
    }
}
