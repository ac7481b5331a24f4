package dev.nephelite.blob.tag;

import dev.nephelite.blob.filter.TagFilter;
import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobError;
import dev.nephelite.blob.model.BlobState;
import dev.nephelite.blob.model.BlobTags;
import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.model.ContainerName;
import dev.nephelite.blob.store.BlobReader;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.blob.store.ListedBlob;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.ListParameters;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.service.XmlBody;
import dev.nephelite.emulator.xml.XmlWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://learn.microsoft.com/rest/api/storageservices/find-blobs-by-tags">Find Blobs by Tags</a>, in all
 * containers of an account or in one.
 */
public record FindBlobsByTags(BlobStore store) implements Operation {
    private static final Set<String> INCLUDABLE = Set.of("none", TagSearch.VERSIONS);

    @Override
    public Response handle(Request request) {
        @Nullable
        ContainerName only =
                request.names().containsKey("container") ? request.path("container", ContainerName::parse) : null;
        TagFilter filter = request.requireQuery("where", where -> parse(where, only == null));
        ListParameters listParameters = ListParameters.from(request.query(), INCLUDABLE);
        List<TaggedBlob> found =
                store.read(view -> find(view, request.account(), only, new TagSearch(filter, listParameters)));
        XmlWriter xml = new XmlWriter().open("EnumerationResults");
        xml.attribute("ServiceEndpoint", request.accountUrl() + "/")
                .element("Where", request.requireQuery("where", where -> where))
                .open("Blobs");
        found.stream()
                .limit(listParameters.most())
                .forEach(blob -> blob.writeTo(xml, filter.keys(), listParameters.includes(TagSearch.VERSIONS)));
        @Nullable
        String next = found.size() > listParameters.most()
                ? found.get(listParameters.most()).position()
                : null;
        return XmlBody.response(
                200, listParameters.writeNextTo(xml.close(), next).close());
    }

    private static TagFilter parse(String where, boolean inAccount) {
        try {
            return inAccount ? TagFilter.searchInAccount(where) : TagFilter.searchInContainer(where);
        } catch (IllegalArgumentException malformed) {
            throw CommonError.INVALID_QUERY_PARAMETER_VALUE
                    .exception()
                    .message(String.valueOf(malformed.getMessage()))
                    .detail("QueryParameterName", "where")
                    .detail("QueryParameterValue", where);
        }
    }

    private static List<TaggedBlob> find(
            BlobReader view, String account, @Nullable ContainerName only, TagSearch search) {
        if (only == null) {
            return search.in(view, view.containers(account, search.firstContainer()));
        }
        return search.in(
                view,
                view
                        .container(account, only)
                        .or(() -> {
                            throw BlobError.CONTAINER_NOT_FOUND.exception();
                        })
                        .stream());
    }

    /**
     * A blob or version that the search found.
     *
     * @param listed its entry in the list of the container
     */
    private record TaggedBlob(ContainerName container, ListedBlob listed, Blob blob) {
        /** Separates container and blob in a position. It sorts before every character of a name. */
        static final char SEPARATOR = '\0';

        /** The position among all blobs of the account. */
        String position() {
            return container.value() + SEPARATOR + listed.position();
        }

        /**
         * Writes an entry of the result.
         *
         * @param keys the keys of the tags that the expression names
         */
        void writeTo(XmlWriter xml, Set<String> keys, boolean withVersion) {
            SortedMap<String, String> tags = new TreeMap<>(blob.tags().pairs());
            tags.keySet().retainAll(keys);
            xml.open("Blob").name("Name", listed.name().value()).element("ContainerName", container);
            if (withVersion && blob.state().version() != null) {
                xml.element("VersionId", blob.state().version())
                        .optional("IsCurrentVersion", blob.state().current() ? true : null);
            }
            new BlobTags(tags).writeTo(xml).close();
        }
    }

    /** A search for blobs by tags: reads one page and the first entry of the next. */
    private record TagSearch(TagFilter filter, ListParameters listing) {
        static final String VERSIONS = "versions";

        /** The first container to search. */
        String firstContainer() {
            int separator = listing.from().indexOf(FindBlobsByTags.TaggedBlob.SEPARATOR);
            return separator < 0 ? "" : listing.from().substring(0, separator);
        }

        List<FindBlobsByTags.TaggedBlob> in(BlobReader view, Stream<Container> containers) {
            List<FindBlobsByTags.TaggedBlob> found = new ArrayList<>();
            Iterator<Container> all = containers.iterator();
            while (all.hasNext() && found.size() <= listing.most()) {
                add(view, all.next(), found);
            }
            return found;
        }

        private void add(BlobReader view, Container container, List<FindBlobsByTags.TaggedBlob> found) {
            boolean first = container.name().value().equals(firstContainer());
            String from = first ? listing.from().substring(firstContainer().length() + 1) : "";
            Iterator<ListedBlob> blobs = blobs(view, container, ListedBlob.name(from));
            while (blobs.hasNext() && found.size() <= listing.most()) {
                ListedBlob listed = blobs.next();
                @Nullable Blob blob = listed.blob();
                if (blob != null && listed.position().compareTo(from) >= 0 && finds(container, blob)) {
                    found.add(new FindBlobsByTags.TaggedBlob(container.name(), listed, blob));
                }
            }
        }

        private Iterator<ListedBlob> blobs(BlobReader view, Container container, String from) {
            return listing.includes(VERSIONS)
                    ? view.states(container, from, false)
                    : view.blobs(container, from, false);
        }

        /**
         * Whether the search finds a blob. Like the index of the service it covers only blobs with tags, and no
         * snapshots.
         */
        private boolean finds(Container container, Blob blob) {
            BlobState blobState = blob.state();
            return blobState.snapshot() == null
                    && blobState.deletion() == null
                    && !blob.tags().pairs().isEmpty()
                    && filter.matches(container.name(), blob.tags());
        }
    }
}
