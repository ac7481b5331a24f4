/**
 * Operations on the tags of blobs: reading them, setting them, and finding blobs by them.
 *
 * <p>Start reading at {@link FindBlobsByTags}. There is no index: a search looks at every blob, which is quick enough on
 * one machine.
 */
@NullMarked
package dev.nephelite.blob.tag;

import org.jspecify.annotations.NullMarked;
