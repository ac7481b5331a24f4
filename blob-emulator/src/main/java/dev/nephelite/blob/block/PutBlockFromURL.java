package dev.nephelite.blob.block;

import dev.nephelite.blob.blob.BlobHeaders;
import dev.nephelite.blob.blob.BlobRequest;
import dev.nephelite.blob.blob.BlobRequestHeaders;
import dev.nephelite.blob.blob.UploadLimit;
import dev.nephelite.blob.copy.CopySource;
import dev.nephelite.blob.copy.CopySources;
import dev.nephelite.blob.http.ByteRange;
import dev.nephelite.blob.model.BlobEncryption;
import dev.nephelite.blob.model.BlockId;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Checksums;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/put-block-from-url">Put Block From URL</a>. */
public record PutBlockFromURL(BlobStore store, CopySources sources) implements Operation {
    @Override
    public Response handle(Request request) throws IOException {
        BlobRequest target = BlobRequest.writing(request);
        BlockId id = request.requireQuery("blockid", BlockId::new);
        BlobEncryption requested = BlobRequestHeaders.encryption(request);
        @Nullable ByteRange range = request.headers().get("x-ms-source-range", ByteRange::parse);
        Checksums checksums = Checksums.ofSource(request.headers());
        request.requireNoBody();

        try (CopySource.CopiedContent copiedContent = sources.find(request)
                .read(range, length -> UploadLimit.PUT_BLOCK.require(length, request.version()), checksums)) {
            UploadLimit.requireNotEmpty(copiedContent.length());
            return store.write(tx -> {
                target.requireForPutBlock(tx);
                BlobEncryption encryption = tx.encryption(target.address(), requested);
                tx.putUncommittedBlock(target.address(), id, copiedContent.store(tx), encryption);
                Response response = Response.of(201).header("x-ms-request-server-encrypted", true);
                return BlobHeaders.addEncryption(
                        BlobHeaders.addChecksum(response, copiedContent.checksums()), encryption);
            });
        }
    }
}
