package dev.nephelite.function.trigger.blob;

import dev.nephelite.emulator.value.ETag;
import dev.nephelite.function.client.StorageEvent;
import dev.nephelite.function.trigger.eventgrid.GridEvent;
import java.util.Optional;

/** One version of a blob, as it was found. */
record FoundBlob(String container, String name, ETag etag, String blobType) {
    private static final String CREATED = "Microsoft.Storage.BlobCreated";
    private static final String CONTAINERS = "/containers/";
    private static final String BLOBS = "/blobs/";

    /** Returns the blob that {@code event} tells of, if it tells of a new one. */
    static Optional<FoundBlob> in(StorageEvent event) {
        return event.type().equals(CREATED)
                ? in(
                        event.subject(),
                        event.data().getOrDefault("eTag", ""),
                        event.data().getOrDefault("blobType", "BlockBlob"))
                : Optional.empty();
    }

    /** Returns the blob that {@code event} tells of, new or not. */
    static Optional<FoundBlob> in(GridEvent event) {
        return in(
                event.subject(),
                event.data().path("eTag").asText(),
                event.data().path("blobType").asText("BlockBlob"));
    }

    private static Optional<FoundBlob> in(String subject, String etag, String blobType) {
        int container = subject.indexOf(CONTAINERS);
        int blob = subject.indexOf(BLOBS, Math.max(container, 0));
        if (container < 0 || blob < 0) {
            return Optional.empty();
        }
        return Optional.of(new FoundBlob(
                subject.substring(container + CONTAINERS.length(), blob),
                subject.substring(blob + BLOBS.length()),
                ETag.parse(etag),
                blobType));
    }

    String path() {
        return container + "/" + name;
    }
}
