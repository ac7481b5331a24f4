package dev.nephelite.blob.store;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobName;
import org.jspecify.annotations.Nullable;

/**
 * A blob as lists show it.
 *
 * @param blob null for one of which there are blocks but which was never committed
 */
public record ListedBlob(BlobName name, @Nullable Blob blob) {}
