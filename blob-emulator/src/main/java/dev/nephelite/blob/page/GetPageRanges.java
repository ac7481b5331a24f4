package dev.nephelite.blob.page;

import dev.nephelite.blob.blob.BlobRequest;
import dev.nephelite.blob.container.ResourceHeaders;
import dev.nephelite.blob.http.ByteRange;
import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobError;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.model.StateId;
import dev.nephelite.blob.store.BlobReader;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.NumberParameter;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.service.XmlBody;
import dev.nephelite.emulator.xml.XmlWriter;
import java.net.URI;
import java.util.Iterator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://learn.microsoft.com/rest/api/storageservices/get-page-ranges">Get Page Ranges</a>: which pages were
 * written, or changed since a snapshot.
 */
public record GetPageRanges(BlobStore store) implements Operation {
    private static final long PAGE = BlobLayout.Pages.PAGE;

    @Override
    public Response handle(Request request) {
        BlobRequest target = BlobRequest.reading(request);
        @Nullable ByteRange range = ByteRange.from(request.headers());
        PreviousSnapshot previous = PreviousSnapshot.from(request);
        PageList list = PageList.from(request);

        return store.read(view -> {
            Blob blob = target.requireForRead(view).blob();
            blob.requireNoIncrementalCopy();
            BlobLayout.Pages pages = blob.require(BlobLayout.Pages.class);
            BlobLayout.@Nullable Pages before = previous.find(view, target, blob);
            ByteRange part = range == null ? new ByteRange(0, pages.length() - 1) : range.within(pages.length());
            long from = Math.max(part.first() - part.first() % PAGE, list.begin());
            long to = Math.min(part.last() - part.last() % PAGE + PAGE, pages.length());
            PageDiff ranges = new PageDiff(walker(view, before, from, to), walker(view, pages, from, to), from, to);
            Response response = XmlBody.response(200, list.write(ranges));
            return ResourceHeaders.add(response, blob.revision()).header("x-ms-blob-content-length", blob.length());
        });
    }

    private static PageDiff.PageContentWalker walker(
            BlobReader view, BlobLayout.@Nullable Pages pages, long from, long to) {
        return new PageDiff.PageContentWalker(pages == null ? Stream.empty() : view.segments(pages, from, to));
    }

    /**
     * One page of a list of page ranges. The marker is the offset of the next range.
     *
     * @param begin the first offset
     * @param most the greatest number of ranges; unlimited for protocol versions without paging
     */
    private record PageList(long begin, long most) {
        private static final long MAX_RANGES = 10_000;
        private static final NumberParameter MAX_RESULTS = new NumberParameter("maxresults", 1, Long.MAX_VALUE);
        private static final String PARTS_SINCE = "2020-10-02";

        static PageList from(Request request) {
            @Nullable String version = request.headers().get("x-ms-version");
            if (version != null && version.compareTo(PARTS_SINCE) < 0) {
                return new PageList(0, Long.MAX_VALUE);
            }
            @Nullable Long marker = request.query().get("marker", Long::valueOf);
            long most = Math.min(MAX_RANGES, MAX_RESULTS.in(request.query(), MAX_RANGES));
            return new PageList(marker == null ? 0 : marker, most);
        }

        XmlWriter write(Iterator<PageDiff.Range> ranges) {
            XmlWriter xml = new XmlWriter().open("PageList");
            for (long left = most; left > 0 && ranges.hasNext(); left--) {
                PageDiff.Range range = ranges.next();
                xml.open(range.cleared() ? "ClearRange" : "PageRange")
                        .element("Start", range.from())
                        .element("End", range.to() - 1)
                        .close();
            }
            return (ranges.hasNext() ? xml.element("NextMarker", ranges.next().from()) : xml).close();
        }
    }

    /**
     * The snapshot to compare a page blob with.
     *
     * @param id null for no comparison
     */
    private record PreviousSnapshot(@Nullable StateId id) {
        private static final String PARAMETER = "prevsnapshot";
        private static final String URL = "x-ms-previous-snapshot-url";

        static PreviousSnapshot from(Request request) {
            @Nullable StateId id = request.query().get(PARAMETER, PreviousSnapshot::parse);
            @Nullable StateId inUrl = request.headers().get(URL, PreviousSnapshot::parseUrl);
            if (id != null && inUrl != null) {
                throw CommonError.INVALID_HEADER_VALUE.exception().detail("HeaderName", URL);
            }
            return new PreviousSnapshot(id == null ? inUrl : id);
        }

        /** The pages of the snapshot, or null for no comparison. */
        BlobLayout.@Nullable Pages find(BlobReader view, BlobRequest target, Blob blob) {
            if (id == null) {
                return null;
            }
            if (target.snapshot() != null && id.compareTo(target.snapshot()) > 0) {
                throw BlobError.PREVIOUS_SNAPSHOT_CANNOT_BE_NEWER.exception();
            }
            Blob before = view.snapshot(target.address(), id)
                    .map(StoredBlob::blob)
                    .orElseThrow(BlobError.PREVIOUS_SNAPSHOT_NOT_FOUND::exception);
            // Replacing a blob gives it a new creation time.
            if (!before.createdAt().equals(blob.createdAt()) || !(before.layout() instanceof BlobLayout.Pages pages)) {
                throw BlobError.BLOB_OVERWRITTEN.exception();
            }
            return pages;
        }

        private static @Nullable StateId parse(String text) {
            return text.isEmpty() ? null : StateId.parse(text);
        }

        private static StateId parseUrl(String text) {
            @Nullable
            String id = QueryParameters.parse(URI.create(text).getRawQuery()).get("snapshot");
            return StateId.parse(id == null ? "" : id);
        }
    }
}
