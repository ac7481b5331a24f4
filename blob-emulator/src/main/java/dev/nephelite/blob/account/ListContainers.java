package dev.nephelite.blob.account;

import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.ListParameters;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.service.XmlResponse;
import dev.nephelite.emulator.xml.XmlWriter;
import java.time.Instant;
import java.util.Set;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/list-containers2">List Containers</a>. */
public record ListContainers(BlobStore store) implements Operation {
    private static final Set<String> INCLUDABLE =
            Set.of(ContainerPage.DELETED, ContainerPage.SYSTEM, ListedContainer.METADATA);

    @Override
    public Response handle(Request request) {
        ListParameters listParameters = ListParameters.from(request.query(), INCLUDABLE);
        Instant now = request.receivedAt();

        ContainerPage page = store.read(view -> ContainerPage.read(view, request.account(), listParameters, now));
        XmlWriter xml =
                new XmlWriter().open("EnumerationResults").attribute("ServiceEndpoint", request.accountUrl() + "/");
        listParameters.writeTo(xml).open("Containers");
        page.entries().forEach(entry -> entry.writeTo(xml, listParameters, now));
        return XmlResponse.of(
                200, listParameters.writeNextTo(xml.close(), page.next()).close());
    }
}
