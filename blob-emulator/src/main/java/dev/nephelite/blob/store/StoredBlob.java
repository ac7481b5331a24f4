package dev.nephelite.blob.store;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.emulator.store.Content;

/** A blob and its bytes. */
public record StoredBlob(Blob blob, Content content) {}
