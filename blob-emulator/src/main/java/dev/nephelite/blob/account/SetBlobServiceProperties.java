package dev.nephelite.blob.account;

import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.service.XmlBody;
import dev.nephelite.emulator.settings.Settings;
import dev.nephelite.emulator.xml.XmlElement;
import java.io.IOException;
import java.util.List;

/**
 * <a href="https://learn.microsoft.com/rest/api/storageservices/set-blob-service-properties">Set Blob Service
 * Properties</a>. Who switches on what is not there yet is refused.
 */
public record SetBlobServiceProperties(BlobStore store) implements Operation {
    /** What can be said to be switched off, and not be switched on. */
    static final List<String> FEATURES = List.of("DeleteRetentionPolicy", "StaticWebsite");

    @Override
    public Response handle(Request request) throws IOException {
        XmlElement root = XmlBody.read(request, Settings.ROOT).root();
        FEATURES.forEach(feature -> requireOff(root, feature));

        return store.write(tx -> {
            tx.put(request.account(), tx.settings(request.account()).changedBy(root));
            return Response.of(202);
        });
    }

    private static void requireOff(XmlElement root, String feature) {
        boolean on = root.child(feature)
                .flatMap(node -> node.textOf("Enabled"))
                .map(String::strip)
                .filter("true"::equalsIgnoreCase)
                .isPresent();
        if (on) {
            throw CommonError.NOT_IMPLEMENTED.exception();
        }
    }
}
