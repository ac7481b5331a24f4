package dev.nephelite.blob.store;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.Lease;
import dev.nephelite.emulator.store.content.Content;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A blob and its bytes.
 *
 * @param content empty if the bytes are kept in pieces; {@link BlobReader#content} has those of every blob
 */
public record StoredBlob(Blob blob, Content content) {
    /** The same bytes, of which something else is known. */
    public StoredBlob with(Blob changed) {
        return new StoredBlob(changed, content);
    }

    /** The same, its lease being another. */
    public StoredBlob withLease(@Nullable Lease lease) {
        return Objects.equals(lease, blob.lease())
                ? this
                : with(blob.change().lease(lease).build());
    }
}
