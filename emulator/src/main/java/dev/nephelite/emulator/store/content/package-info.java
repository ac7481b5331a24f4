/**
 * Contents: immutable bytes of any size. Start at {@link Content}, the value that records hold. The bytes are in extents,
 * small ones in a table and large ones in files of their own.
 */
@NullMarked
package dev.nephelite.emulator.store.content;

import org.jspecify.annotations.NullMarked;
