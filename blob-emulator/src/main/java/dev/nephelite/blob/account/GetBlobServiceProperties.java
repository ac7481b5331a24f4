package dev.nephelite.blob.account;

import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.service.XmlAnswer;
import dev.nephelite.emulator.settings.Settings;
import dev.nephelite.emulator.xml.XmlWriter;

/**
 * <a href="https://learn.microsoft.com/rest/api/storageservices/get-blob-service-properties">Get Blob Service
 * Properties</a>.
 */
public record GetBlobServiceProperties(BlobStore store) implements Operation {
    @Override
    public Response handle(Request request) {
        Settings settings = store.read(view -> view.settings(request.account()));
        XmlWriter xml = new XmlWriter().open(Settings.ROOT);
        settings.write(xml);
        settings.blob().write(xml);
        return XmlAnswer.of(200, xml.close());
    }
}
