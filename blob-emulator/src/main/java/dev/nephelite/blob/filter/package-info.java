/**
 * Tag expressions, as used by Find Blobs by Tags and the condition {@code x-ms-if-tags}. Start at {@link TagFilter}.
 * Nothing here knows where blobs are stored.
 */
@NullMarked
package dev.nephelite.blob.filter;

import org.jspecify.annotations.NullMarked;
