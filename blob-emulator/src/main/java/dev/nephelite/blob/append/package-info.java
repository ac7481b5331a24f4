/**
 * Operations on append blobs, which grow at their end and never change otherwise.
 *
 * <p>Start reading at {@link AppendBlock}. Every block is a piece of its own, so appending takes no longer however many
 * there are.
 */
@NullMarked
package dev.nephelite.blob.append;

import org.jspecify.annotations.NullMarked;
