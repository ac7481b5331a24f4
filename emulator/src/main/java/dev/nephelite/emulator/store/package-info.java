/**
 * Durable state: ordered tables of records, and contents of any size. Start at {@link Store}. Writes use group commit:
 * one waiting thread applies all queued transactions and appends them to the journal as one record. Reads see the
 * latest snapshot and never wait. {@link FolderInspection} verifies and repairs a data folder. Nothing here knows a
 * protocol or a service, and no other package uses the database library.
 */
@NullMarked
package dev.nephelite.emulator.store;

import org.jspecify.annotations.NullMarked;
