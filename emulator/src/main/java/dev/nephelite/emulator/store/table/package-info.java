/**
 * Ordered tables of records. Start at {@link Table}, the typed name of one, and {@link TableStore}, which holds them all.
 * Only this package and {@code store.repair} use the database library.
 */
@NullMarked
package dev.nephelite.emulator.store.table;

import org.jspecify.annotations.NullMarked;
