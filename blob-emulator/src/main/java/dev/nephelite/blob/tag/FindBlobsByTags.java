package dev.nephelite.blob.tag;

import dev.nephelite.blob.filter.TagFilter;
import dev.nephelite.blob.model.BlobError;
import dev.nephelite.blob.model.ContainerName;
import dev.nephelite.blob.store.BlobReader;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.ListParameters;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.service.XmlResponse;
import dev.nephelite.emulator.xml.XmlWriter;
import java.util.List;
import java.util.Set;
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
                request.names().containsKey("container") ? request.path("container", ContainerName::new) : null;
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
                ? found.get(listParameters.most()).place()
                : null;
        return XmlResponse.of(200, listParameters.writeNextTo(xml.close(), next).close());
    }

    private static TagFilter parse(String where, boolean inAccount) {
        try {
            return inAccount ? TagFilter.searchInAccount(where) : TagFilter.searchInContainer(where);
        } catch (IllegalArgumentException wrong) {
            throw CommonError.INVALID_QUERY_PARAMETER_VALUE
                    .exception()
                    .message(String.valueOf(wrong.getMessage()))
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
}
