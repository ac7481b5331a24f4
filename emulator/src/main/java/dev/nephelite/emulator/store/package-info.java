/**
 * Durable state: ordered tables of records, and contents of any size. Start at {@link Store}. Writes use group commit:
 * one waiting thread applies all queued writes and appends their changes to the journal as one frame. Reads see the
 * latest snapshot and never wait. Nothing here knows a protocol or a service.
 *
 * <p>The parts: {@code store.table} has the records, {@code store.content} the bytes of contents, {@code store.journal} the
 * log of writes, {@code store.disk} the data folder and its files; {@code store.repair} verifies and repairs a folder.
 */
@NullMarked
package dev.nephelite.emulator.store;

import org.jspecify.annotations.NullMarked;
