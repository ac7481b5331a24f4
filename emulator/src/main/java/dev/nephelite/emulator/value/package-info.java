/**
 * The small values every storage service speaks in: accounts, connection strings, entity tags, dates, metadata.
 *
 * <p>A value cannot be wrong: whoever holds one need not check it again.
 */
@NullMarked
package dev.nephelite.emulator.value;

import org.jspecify.annotations.NullMarked;
