package dev.nephelite.blob.store;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.Lease;
import dev.nephelite.emulator.store.content.Content;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A blob and its bytes.
 *
 * @param content empty for append and page blobs, whose bytes are stored in segments; {@link BlobReader#content} reads
 *     those of every blob
 */
public record StoredBlob(Blob blob, Content content) {
    /** These bytes with another blob. */
    public StoredBlob with(Blob changed) {
        return new StoredBlob(changed, content);
    }

    /** This blob with another lease. */
    public StoredBlob withLease(@Nullable Lease lease) {
        return Objects.equals(lease, blob.lease())
                ? this
                : with(blob.change().lease(lease).build());
    }
}
