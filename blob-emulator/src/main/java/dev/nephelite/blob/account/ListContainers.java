package dev.nephelite.blob.account;

import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Listing;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.service.XmlAnswer;
import dev.nephelite.emulator.value.HttpDate;
import dev.nephelite.emulator.xml.XmlWriter;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/list-containers2">List Containers</a>. */
public record ListContainers(BlobStore store) implements Operation {
    private static final Set<String> INCLUDABLE = Set.of("deleted", "metadata", "system");

    @Override
    public Response handle(Request request) {
        Listing listing = Listing.from(request.query(), INCLUDABLE);

        List<Container> found = store.read(view -> view.containers(request.account(), listing.start())
                .takeWhile(container -> listing.covers(container.name().value()))
                .limit(listing.most() + 1L)
                .toList());
        return XmlAnswer.of(200, xml(request.accountUrl(), listing, found));
    }

    private static XmlWriter xml(String endpoint, Listing listing, List<Container> found) {
        XmlWriter xml = new XmlWriter().open("EnumerationResults").attribute("ServiceEndpoint", endpoint + "/");
        listing.writeTo(xml).open("Containers");
        found.stream().limit(listing.most()).forEach(container -> write(xml, container, listing.includes("metadata")));
        @Nullable
        String next =
                found.size() > listing.most() ? found.get(listing.most()).name().value() : null;
        return listing.writeNextTo(xml.close(), next).close();
    }

    private static void write(XmlWriter xml, Container container, boolean withMetadata) {
        xml.open("Container").element("Name", container.name()).open("Properties");
        xml.element("Last-Modified", HttpDate.format(container.revision().lastModified()))
                .element("Etag", container.revision().etag().value())
                .element("LeaseStatus", "unlocked")
                .element("LeaseState", "available")
                .element("DefaultEncryptionScope", "$account-encryption-key")
                .element("DenyEncryptionScopeOverride", false)
                .element("HasImmutabilityPolicy", false)
                .element("HasLegalHold", false)
                .element("ImmutableStorageWithVersioningEnabled", false)
                .close();
        if (withMetadata) {
            xml.open("Metadata");
            container.metadata().pairs().forEach(xml::element);
            xml.close();
        }
        xml.close();
    }
}
