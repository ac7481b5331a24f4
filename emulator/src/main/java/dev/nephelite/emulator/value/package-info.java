/**
 * Small values that all storage services use: accounts, connection strings, entity tags, dates, metadata. Start at
 * {@link Account}. A value is validated when it is created, so its users need not check it again.
 */
@NullMarked
package dev.nephelite.emulator.value;

import org.jspecify.annotations.NullMarked;
