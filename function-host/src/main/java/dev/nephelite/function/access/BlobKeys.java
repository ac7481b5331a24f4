package dev.nephelite.function.access;

import dev.nephelite.emulator.value.ETag;
import dev.nephelite.function.client.BlobClient;
import dev.nephelite.function.client.StorageAccounts;
import java.nio.charset.StandardCharsets;
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
                .map(blob -> new Stored(
                        blob.properties().etag().value(), new String(blob.content(), StandardCharsets.UTF_8)));
    }

    @Override
    public boolean write(String document, String content, @Nullable Stored known) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return known == null
                ? blobs().putIfAbsent(CONTAINER, name(document), bytes, HEADERS).isPresent()
                : blobs().putIfMatch(CONTAINER, name(document), bytes, HEADERS, new ETag(known.version()));
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
