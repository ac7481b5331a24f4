package dev.nephelite.blob.store;

import dev.nephelite.emulator.store.content.Content;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a block that waits besides its id.
 *
 * @param keySha256 base64 of the checksum of the client's own key for it, or null without one
 */
public record UncommittedContent(Content content, @Nullable String keySha256) {}
