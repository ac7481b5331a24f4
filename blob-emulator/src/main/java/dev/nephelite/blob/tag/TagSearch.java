package dev.nephelite.blob.tag;

import dev.nephelite.blob.filter.TagFilter;
import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobState;
import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.store.BlobReader;
import dev.nephelite.blob.store.ListedBlob;
import dev.nephelite.emulator.service.ListParameters;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A search for blobs by their tags: one page of what it finds, and the first entry of the next page. */
record TagSearch(TagFilter filter, ListParameters listing) {
    static final String VERSIONS = "versions";

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
        Iterator<ListedBlob> blobs = blobs(view, container, ListedBlob.name(from));
        while (blobs.hasNext() && found.size() <= listing.most()) {
            ListedBlob listed = blobs.next();
            @Nullable Blob blob = listed.blob();
            if (blob != null && listed.position().compareTo(from) >= 0 && finds(container, blob)) {
                found.add(new TaggedBlob(container.name(), listed, blob));
            }
        }
    }

    private Iterator<ListedBlob> blobs(BlobReader view, Container container, String from) {
        return listing.includes(VERSIONS) ? view.states(container, from, false) : view.blobs(container, from, false);
    }

    /** Finds blobs that have tags, as the index of the service holds no others. Snapshots have tags but are not searched. */
    private boolean finds(Container container, Blob blob) {
        BlobState blobState = blob.blobState();
        return blobState.snapshot() == null
                && blobState.deletion() == null
                && !blob.tags().pairs().isEmpty()
                && filter.matches(container.name(), blob.tags());
    }
}
