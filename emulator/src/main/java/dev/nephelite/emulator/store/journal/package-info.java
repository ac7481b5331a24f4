/**
 * The journal, to which the changes of every group of writes are appended before they become visible. Start at {@link
 * Journal}.
 */
@NullMarked
package dev.nephelite.emulator.store.journal;

import org.jspecify.annotations.NullMarked;
