package dev.nephelite.blob.blob;

import dev.nephelite.blob.query.QueryRequest;
import dev.nephelite.blob.query.SelectQuery;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.service.XmlBody;
import dev.nephelite.emulator.xml.XmlElement;
import java.io.IOException;
import java.util.Map;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/query-blob-contents">Query Blob Contents</a>. */
public record QueryBlobContents(BlobStore store) implements Operation {
    private static final Map<String, String> TYPE = Map.of("Content-Type", "avro/binary");

    @Override
    public Response handle(Request request) throws IOException {
        BlobRequest target = BlobRequest.reading(request);
        XmlElement document = XmlBody.read(request, "QueryRequest").root();
        QueryRequest query = QueryRequest.parse(document, request.receivedAt());

        return store.read(view -> {
            StoredBlob stored = target.requireForRead(view);
            stored.blob().requireNotArchived();
            BlobRequestHeaders.requireEncryptionKey(request.headers(), stored.blob());
            return BlobHeaders.describe(Response.of(200), stored.blob(), target.now(), TYPE)
                    .body(SelectQuery.of(query, view.open(stored)));
        });
    }
}
