/** Changes the access tier of a blob, and starts rehydration from the archive tier. Start at {@link SetBlobTier}. */
@NullMarked
package dev.nephelite.blob.tier;

import org.jspecify.annotations.NullMarked;
