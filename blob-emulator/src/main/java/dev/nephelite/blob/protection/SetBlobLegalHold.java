package dev.nephelite.blob.protection;

import dev.nephelite.blob.blob.BlobRequest;
import dev.nephelite.blob.blob.BlobRequestHeaders;
import dev.nephelite.blob.model.BlobProtection;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.value.BooleanText;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/set-blob-legal-hold">Set Blob Legal Hold</a>. */
public record SetBlobLegalHold(BlobStore store) implements Operation {
    @Override
    public Response handle(Request request) {
        BlobRequest target = BlobRequest.writingState(request);
        boolean hold = request.requireHeader(BlobRequestHeaders.LEGAL_HOLD, BooleanText::parse);
        return store.write(tx -> {
            StoredBlob stored = target.requireForAnnotation(tx.reader());
            BlobProtection after = stored.blob().protection().with(hold);
            tx.update(
                    target.address(),
                    stored.with(stored.blob().change().protection(after).build()));
            return Response.of(200).header(BlobRequestHeaders.LEGAL_HOLD, hold);
        });
    }
}
