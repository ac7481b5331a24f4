/**
 * Which tier a blob is in, and its way out of the archive.
 *
 * <p>Start reading at {@link SetBlobTier}.
 */
@NullMarked
package dev.nephelite.blob.tier;

import org.jspecify.annotations.NullMarked;
