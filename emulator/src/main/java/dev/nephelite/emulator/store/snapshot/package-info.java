/**
 * Named states of a store that can be loaded again. Start at {@link SnapshotTree}, which explains how they are stored; {@code
 * StoreSnapshots} in the parent package is what others use.
 */
@NullMarked
package dev.nephelite.emulator.store.snapshot;

import org.jspecify.annotations.NullMarked;
