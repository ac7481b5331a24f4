package dev.nephelite.blob.container;

import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.store.BlobReader;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.blob.store.ListedBlob;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.service.XmlResponse;
import dev.nephelite.emulator.xml.XmlWriter;
import java.util.Iterator;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/list-blobs">List Blobs</a>. */
public record ListBlobs(BlobStore store) implements Operation {
    @Override
    public Response handle(Request request) {
        ContainerRequest target = ContainerRequest.reading(request);
        BlobListParameters listing = BlobListParameters.from(request.query());

        BlobPage page = store.read(view -> {
            Container container = target.requireForRead(view);
            return BlobPage.read(listing, from -> blobs(view, container, from, listing));
        });
        return XmlResponse.of(200, xml(target, listing, page));
    }

    private static Iterator<ListedBlob> blobs(
            BlobReader view, Container container, String from, BlobListParameters listing) {
        return listing.withHistory()
                ? new ListedStates(view.states(container, from, listing.withUncommitted()), listing)
                : view.blobs(container, from, listing.withUncommitted());
    }

    private static XmlWriter xml(ContainerRequest target, BlobListParameters listing, BlobPage page) {
        XmlWriter xml = new XmlWriter()
                .open("EnumerationResults")
                .attribute("ServiceEndpoint", target.request().accountUrl() + "/")
                .attribute("ContainerName", target.name().value());
        listing.common().writeTo(xml);
        if (!listing.delimiter().isEmpty()) {
            xml.name("Delimiter", listing.delimiter());
        }
        new BlobXml(xml.open("Blobs"), listing, target.request().receivedAt()).write(page);
        return listing.common().writeNextTo(xml.close(), page.next()).close();
    }
}
