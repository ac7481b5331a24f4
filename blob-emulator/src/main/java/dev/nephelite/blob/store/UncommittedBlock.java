package dev.nephelite.blob.store;

import dev.nephelite.blob.model.BlockId;
import dev.nephelite.emulator.store.content.Content;

/** A block that waits to become part of a blob. */
public record UncommittedBlock(BlockId id, Content content) {}
