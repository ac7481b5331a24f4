/**
 * Operations on page blobs, whose pages are written and cleared in place, and how two states of one differ.
 *
 * <p>Start reading at {@link PutPage}. What is written at once is kept as one piece, so a write takes no longer however
 * many there are; {@link DifferingPages} finds what changed by comparing where the bytes of two states come from, without
 * reading any.
 */
@NullMarked
package dev.nephelite.blob.page;

import org.jspecify.annotations.NullMarked;
