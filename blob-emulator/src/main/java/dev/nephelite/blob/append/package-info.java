/**
 * Operations on append blobs, which only grow at their end. Start at {@link AppendBlock}. Each appended block is a
 * segment in a table, so appending takes the same time however long the blob is.
 */
@NullMarked
package dev.nephelite.blob.append;

import org.jspecify.annotations.NullMarked;
