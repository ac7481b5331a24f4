/**
 * Operations on page blobs, whose pages are written and cleared in place, and the difference between two states of one.
 * Start at {@link PutPage}. Each write is a segment in a table, so it takes the same time however many there are;
 * {@link PageDiff} compares the segments of two states without reading any bytes.
 */
@NullMarked
package dev.nephelite.blob.page;

import org.jspecify.annotations.NullMarked;
