package dev.nephelite.blob.container;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobState;
import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.store.BlobReader;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.blob.store.ListedBlob;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.ListParameters;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.service.XmlBody;
import dev.nephelite.emulator.xml.XmlWriter;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/list-blobs">List Blobs</a>. */
public record ListBlobs(BlobStore store) implements Operation {
    @Override
    public Response handle(Request request) {
        ContainerRequest target = ContainerRequest.reading(request);
        Parameters listing = Parameters.from(request.query());

        BlobListPage page = store.read(view -> {
            Container container = target.requireForRead(view);
            return BlobListPage.read(listing, from -> blobs(view, container, from, listing));
        });
        return XmlBody.response(200, xml(target, listing, page));
    }

    private static Iterator<ListedBlob> blobs(BlobReader view, Container container, String from, Parameters listing) {
        return listing.withHistory()
                ? new ListedStates(view.states(container, from, listing.withUncommitted()), listing)
                : view.blobs(container, from, listing.withUncommitted());
    }

    private static XmlWriter xml(ContainerRequest target, Parameters listing, BlobListPage page) {
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

    /** Filters the states of blobs by the {@code include} parameter, name by name. */
    private static final class ListedStates implements Iterator<ListedBlob> {
        private final Iterator<ListedBlob> states;
        private final Parameters listing;
        private final Queue<ListedBlob> ready = new ArrayDeque<>();
        private @Nullable ListedBlob next;

        /** @param states in the order of names, and of each name the current one last */
        ListedStates(Iterator<ListedBlob> states, Parameters listing) {
            this.states = states;
            this.listing = listing;
            pull();
            fill();
        }

        @Override
        public boolean hasNext() {
            return !ready.isEmpty();
        }

        @Override
        public ListedBlob next() {
            if (ready.isEmpty()) {
                throw new NoSuchElementException();
            }
            ListedBlob shown = ready.remove();
            fill();
            return shown;
        }

        private void fill() {
            while (ready.isEmpty() && next != null) {
                addName(next);
            }
        }

        private void addName(ListedBlob first) {
            boolean lastShown = false;
            @Nullable Blob lastVersion = null;
            for (@Nullable ListedBlob state = first;
                    state != null && state.name().equals(first.name());
                    state = pull()) {
                @Nullable Blob blob = state.blob();
                boolean shown = blob == null || listing.shows(blob.state());
                if (shown) {
                    ready.add(state);
                }
                if (blob != null && blob.state().isOlderVersion()) {
                    lastVersion = blob;
                } else if (blob == null || blob.state().current()) {
                    lastShown = shown;
                }
            }
            if (listing.withVersionsOnly() && lastVersion != null && !lastShown) {
                ready.add(ListedBlob.onlyVersions(first.name(), lastVersion));
            }
        }

        private @Nullable ListedBlob pull() {
            next = states.hasNext() ? states.next() : null;
            return next;
        }
    }

    /**
     * The parameters of List Blobs.
     *
     * @param common the parameters of all lists
     * @param delimiter names are grouped up to it; empty for no grouping
     * @param start the least name or position that may be on the page
     */
    record Parameters(ListParameters common, String delimiter, String start) {
        private static final String DELETED = "deleted";
        private static final String SNAPSHOTS = "snapshots";
        private static final String VERSIONS = "versions";
        private static final String VERSIONS_ONLY = "deletedwithversions";

        /** Permissions exist only in accounts with a hierarchical namespace, so including them has no effect. */
        private static final Set<String> INCLUDABLE = Set.of(
                "copy",
                DELETED,
                VERSIONS_ONLY,
                "immutabilitypolicy",
                "legalhold",
                "metadata",
                "permissions",
                SNAPSHOTS,
                "tags",
                "uncommittedblobs",
                VERSIONS);

        static Parameters from(QueryParameters queryParameters) {
            ListParameters common = ListParameters.from(queryParameters, INCLUDABLE);
            String startFrom = orEmpty(queryParameters.get("startFrom"));
            String start = common.start().compareTo(startFrom) < 0 ? startFrom : common.start();
            String delimiter = orEmpty(queryParameters.get("delimiter"));
            if (!delimiter.isEmpty() && common.includes(SNAPSHOTS)) {
                throw StorageException.invalidQueryParameter("include", SNAPSHOTS);
            }
            return new Parameters(common, delimiter, start);
        }

        boolean includes(String name) {
            return common.includes(name);
        }

        boolean withUncommitted() {
            return includes("uncommittedblobs");
        }

        /** Whether a deleted blob that has versions is listed by one entry. */
        boolean withVersionsOnly() {
            return includes(VERSIONS_ONLY);
        }

        /** Whether the list includes more than current blobs. */
        boolean withHistory() {
            return includes(DELETED) || includes(SNAPSHOTS) || includes(VERSIONS) || includes(VERSIONS_ONLY);
        }

        /** Whether the list includes the state. */
        boolean shows(BlobState state) {
            return (state.deletion() == null || includes(DELETED))
                    && (state.snapshot() == null || includes(SNAPSHOTS))
                    && (!state.isOlderVersion() || includes(VERSIONS));
        }

        /** The group of a name, or null if it is listed on its own. */
        @Nullable
        String group(String name) {
            int prefixLength = common.prefix() == null ? 0 : common.prefix().length();
            int found = delimiter.isEmpty() ? -1 : name.indexOf(delimiter, prefixLength);
            return found < 0 ? null : name.substring(0, found + delimiter.length());
        }

        private static String orEmpty(@Nullable String value) {
            return value == null ? "" : value;
        }
    }
}
