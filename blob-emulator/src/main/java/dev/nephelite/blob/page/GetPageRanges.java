package dev.nephelite.blob.page;

import dev.nephelite.blob.blob.BlobRequest;
import dev.nephelite.blob.container.ResourceHeaders;
import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.store.BlobReader;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.ByteRange;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.service.XmlResponse;
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
            PageDiff ranges = new PageDiff(origins(view, before, from, to), origins(view, pages, from, to), from, to);
            Response response = XmlResponse.of(200, list.write(ranges));
            return ResourceHeaders.add(response, blob.revision()).header("x-ms-blob-content-length", blob.length());
        });
    }

    private static PageContentWalker origins(BlobReader view, BlobLayout.@Nullable Pages pages, long from, long to) {
        return new PageContentWalker(pages == null ? Stream.empty() : view.pieces(pages, from, to));
    }
}
