package dev.nephelite.blob.page;

import dev.nephelite.blob.blob.BlobHeaders;
import dev.nephelite.blob.blob.UploadLimit;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Checksums;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.store.content.PendingContent;
import java.io.IOException;
import java.util.Locale;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/put-page">Put Page</a>, which clears pages too. */
public record PutPage(BlobStore store) implements Operation {
    private static final String MD5 = "Content-MD5";

    @Override
    public Response handle(Request request) throws IOException {
        Change change = request.requireHeader("x-ms-page-write", Change::parse);
        PageWrite pages = PageWrite.from(request);
        return change == Change.CLEAR ? clear(request, pages) : update(request, pages);
    }

    private Response update(Request request, PageWrite pages) throws IOException {
        Checksums checksums = Checksums.ofPart(request.headers());
        long length = UploadLimit.PUT_PAGE.requireLength(request);
        try (PendingContent pendingContent = store.receive(checksums.over(request.body()), length)) {
            pages.requireLength(pendingContent.length());
            Checksums.Verified verified = checksums.verify();
            return store.write(tx -> BlobHeaders.addChecksum(pages.write(tx, tx.store(pendingContent)), verified));
        }
    }

    private Response clear(Request request, PageWrite pages) {
        request.requireNoBody();
        if (request.headers().has(MD5)) {
            throw CommonError.INVALID_HEADER_VALUE.exception().detail("HeaderName", MD5);
        }
        return store.write(pages::clear);
    }

    private enum Change {
        UPDATE,
        CLEAR;

        static Change parse(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }
}
