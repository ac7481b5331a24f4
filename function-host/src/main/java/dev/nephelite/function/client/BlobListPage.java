package dev.nephelite.function.client;

import dev.nephelite.emulator.value.ETag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the blobs of a container, by name.
 *
 * @param nextMarker where the next page begins, or null when this is the last
 * @param asOf when they were listed, to the second, on the clock of the server
 */
public record BlobListPage(List<Entry> blobs, @Nullable String nextMarker, Instant asOf) {
    public BlobListPage {
        blobs = List.copyOf(blobs);
    }

    /** One blob of a list. */
    public record Entry(String name, ETag etag, Instant lastModified, String blobType) {}
}
