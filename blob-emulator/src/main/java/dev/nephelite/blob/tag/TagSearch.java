package dev.nephelite.blob.tag;

import dev.nephelite.blob.filter.TagFilter;
import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.store.BlobReader;
import dev.nephelite.blob.store.ListedBlob;
import dev.nephelite.emulator.service.Listing;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** A search for blobs by their tags: one page of what it finds, and the first entry of the next page. */
record TagSearch(TagFilter filter, Listing listing) {
    /** The least name of a container that may have something of the page. */
    String firstContainer() {
        int separator = listing.from().indexOf(TaggedBlob.SEPARATOR);
        return separator < 0 ? "" : listing.from().substring(0, separator);
    }

    List<TaggedBlob> in(BlobReader view, Stream<Container> containers) {
        List<TaggedBlob> found = new ArrayList<>();
        Iterator<Container> all = containers.iterator();
        while (all.hasNext() && found.size() <= listing.most()) {
            add(view, all.next(), found);
        }
        return found;
    }

    private void add(BlobReader view, Container container, List<TaggedBlob> found) {
        boolean first = container.name().value().equals(firstContainer());
        String from = first ? listing.from().substring(firstContainer().length() + 1) : "";
        Iterator<ListedBlob> blobs = view.blobs(container, from, false);
        while (blobs.hasNext() && found.size() <= listing.most()) {
            ListedBlob listed = blobs.next();
            if (listed.blob() != null
                    && filter.matches(container.name(), listed.blob().tags())) {
                found.add(new TaggedBlob(container.name(), listed.name(), listed.blob()));
            }
        }
    }
}
