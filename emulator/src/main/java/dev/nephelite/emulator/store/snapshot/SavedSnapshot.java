package dev.nephelite.emulator.store.snapshot;

import java.time.Instant;

/**
 * A snapshot that can be loaded.
 *
 * @param savedAt on the cloud's clock
 */
public record SavedSnapshot(String name, Instant savedAt) {}
