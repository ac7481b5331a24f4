/**
 * Operations on block blobs: blocks are sent one by one, then put together.
 *
 * <p>Start reading at {@link PutBlockList}. Until then a block belongs to nobody but the name of the blob to come.
 */
@NullMarked
package dev.nephelite.blob.block;

import org.jspecify.annotations.NullMarked;
