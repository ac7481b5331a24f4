package dev.nephelite.function.access;

import dev.nephelite.emulator.value.ETag;
import dev.nephelite.function.client.BlobClient;
import dev.nephelite.function.client.StorageAccounts;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keys as blobs of the app's own storage account, where the cloud has them. */
record BlobKeys(StorageAccounts storage, String hostId) implements KeyStore {
    private static final String CONTAINER = "azure-webjobs-secrets";
    private static final Map<String, String> HEADERS = Map.of("Content-Type", "application/octet-stream");

    @Override
    public Optional<Stored> read(String document) {
        return blobs().get(CONTAINER, name(document))
                .map(blob -> new Stored(blob.properties().etag().value(), blob.content()));
    }

    @Override
    public boolean write(String document, byte[] content, @Nullable Stored known) {
        return known == null
                ? blobs().putIfAbsent(CONTAINER, name(document), content, HEADERS)
                        .isPresent()
                : blobs().putIfMatch(CONTAINER, name(document), content, HEADERS, new ETag(known.version()));
    }

    @Override
    public String place(String document) {
        return "the blob " + CONTAINER + "/" + name(document) + " of the account behind AzureWebJobsStorage";
    }

    private String name(String document) {
        return hostId + "/" + document + ".json";
    }

    private BlobClient blobs() {
        return storage.account(null).blobs();
    }
}
