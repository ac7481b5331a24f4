/**
 * Operations on the tags of blobs: Get, Set and Find Blobs by Tags. Start at {@link FindBlobsByTags}. There is no
 * index: a search reads every blob, which is fast enough on one machine.
 */
@NullMarked
package dev.nephelite.blob.tag;

import org.jspecify.annotations.NullMarked;
