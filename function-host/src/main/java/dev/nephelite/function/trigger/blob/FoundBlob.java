package dev.nephelite.function.trigger.blob;

import dev.nephelite.emulator.value.ETag;
import dev.nephelite.function.client.StorageEvent;
import java.util.Optional;

/** One version of a blob, as it was found. */
record FoundBlob(String container, String name, ETag etag, String blobType) {
    private static final String CREATED = "Microsoft.Storage.BlobCreated";
    private static final String CONTAINERS = "/containers/";
    private static final String BLOBS = "/blobs/";

    /** Returns the blob that {@code event} tells of, if it tells of a new one. */
    static Optional<FoundBlob> in(StorageEvent event) {
        int container = event.subject().indexOf(CONTAINERS);
        int blob = event.subject().indexOf(BLOBS, Math.max(container, 0));
        if (!event.type().equals(CREATED) || container < 0 || blob < 0) {
            return Optional.empty();
        }
        return Optional.of(new FoundBlob(
                event.subject().substring(container + CONTAINERS.length(), blob),
                event.subject().substring(blob + BLOBS.length()),
                ETag.parse(event.data().getOrDefault("eTag", "")),
                event.data().getOrDefault("blobType", "BlockBlob")));
    }

    String path() {
        return container + "/" + name;
    }
}
