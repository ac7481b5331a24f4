package dev.nephelite.blob.append;

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
import org.jspecify.annotations.Nullable;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/append-block-from-url">Append Block From URL</a>. */
public record AppendBlockFromURL(BlobStore store, CopySources sources) implements Operation {
    @Override
    public Response handle(Request request) throws IOException {
        BlockToAppend block = BlockToAppend.from(request);
        @Nullable ByteRange range = request.headers().get("x-ms-source-range", ByteRange::parse);
        Checksums checksums = Checksums.ofSource(request.headers());
        request.requireNoBody();

        try (CopySource.CopiedContent copiedContent = sources.find(request)
                .read(range, length -> UploadLimit.APPEND_BLOCK.require(length, request.version()), checksums)) {
            UploadLimit.requireNotEmpty(copiedContent.length());
            return store.write(tx ->
                    BlobHeaders.addChecksum(block.append(tx, copiedContent.store(tx)), copiedContent.checksums()));
        }
    }
}
