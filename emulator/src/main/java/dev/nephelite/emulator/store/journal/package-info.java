/** The journal, to which every batch is appended before it becomes visible. Start at {@link FileJournal}. */
@NullMarked
package dev.nephelite.emulator.store.journal;

import org.jspecify.annotations.NullMarked;
