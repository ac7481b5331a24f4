/**
 * Operations on block blobs: blocks are uploaded one by one and then committed. Start at {@link PutBlockList}. Until
 * then, uncommitted blocks belong to the blob's name.
 */
@NullMarked
package dev.nephelite.blob.block;

import org.jspecify.annotations.NullMarked;
