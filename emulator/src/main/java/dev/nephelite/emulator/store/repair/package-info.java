/**
 * Verifies and repairs a data folder. Start at {@link FolderInspection}, which reads everything that is undamaged, and
 * {@link FolderRepair}, which puts the result in place of the damaged files.
 */
@NullMarked
package dev.nephelite.emulator.store.repair;

import org.jspecify.annotations.NullMarked;
