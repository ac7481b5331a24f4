package dev.nephelite.blob.page;

import dev.nephelite.blob.blob.BlobHeaders;
import dev.nephelite.blob.blob.UploadLimit;
import dev.nephelite.blob.copy.CopySource;
import dev.nephelite.blob.copy.CopySources;
import dev.nephelite.blob.http.ByteRange;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Checksums;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import java.io.IOException;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/put-page-from-url">Put Page From URL</a>. */
public record PutPageFromURL(BlobStore store, CopySources sources) implements Operation {
    @Override
    public Response handle(Request request) throws IOException {
        request.requireHeader("x-ms-page-write", PutPageFromURL::requireUpdate);
        PageWrite pages = PageWrite.from(request);
        ByteRange range = request.requireHeader("x-ms-source-range", ByteRange::parse);
        Checksums checksums = Checksums.ofSource(request.headers());
        request.requireNoBody();

        try (CopySource.CopiedContent copiedContent = sources.find(request)
                .read(range, length -> UploadLimit.PUT_PAGE.require(length, request.version()), checksums)) {
            pages.requireLength(copiedContent.length());
            return store.write(
                    tx -> BlobHeaders.addChecksum(pages.write(tx, copiedContent.store(tx)), copiedContent.checksums()));
        }
    }

    private static String requireUpdate(String change) {
        if (!change.equalsIgnoreCase("update")) {
            throw new IllegalArgumentException("not the update of pages: " + change);
        }
        return change;
    }
}
