/**
 * State that survives: ordered tables of records, and contents of any size.
 *
 * <p>Start reading at {@link Store}. One thread writes, in batches that become durable at once; everybody reads, and
 * waits for nobody. Knows no protocol and no service; only {@code Records}, {@code Snapshot} and {@code Seal} know the database library.
 */
@NullMarked
package dev.nephelite.emulator.store;

import org.jspecify.annotations.NullMarked;
