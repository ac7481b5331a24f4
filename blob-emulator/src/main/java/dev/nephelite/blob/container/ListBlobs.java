package dev.nephelite.blob.container;

import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.service.XmlAnswer;
import dev.nephelite.emulator.xml.XmlWriter;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/list-blobs">List Blobs</a>. */
public record ListBlobs(BlobStore store) implements Operation {
    @Override
    public Response handle(Request request) {
        ContainerRequest target = ContainerRequest.reading(request);
        BlobListing listing = BlobListing.from(request.query());

        BlobPage page = store.read(view -> {
            Container container = target.requireForRead(view);
            return BlobPage.read(listing, from -> view.blobs(container, from, listing.withUncommitted()));
        });
        return XmlAnswer.of(200, xml(target, listing, page));
    }

    private static XmlWriter xml(ContainerRequest target, BlobListing listing, BlobPage page) {
        XmlWriter xml = new XmlWriter()
                .open("EnumerationResults")
                .attribute("ServiceEndpoint", target.request().accountUrl() + "/")
                .attribute("ContainerName", target.name().value());
        listing.common().writeTo(xml);
        if (!listing.delimiter().isEmpty()) {
            xml.name("Delimiter", listing.delimiter());
        }
        BlobXml.write(xml.open("Blobs"), page, listing.withMetadata());
        return listing.common().writeNextTo(xml.close(), page.next()).close();
    }
}
