/**
 * The data folder and what changes it on the disk. Start at {@link DataFolder}. {@link Disk} is the seam at which tests fill
 * the disk or cut the power.
 */
@NullMarked
package dev.nephelite.emulator.store.disk;

import org.jspecify.annotations.NullMarked;
