/**
 * Which blobs a client means by their tags: the expressions of searches and of the condition {@code x-ms-if-tags}.
 *
 * <p>Start reading at {@link TagFilter}. Nothing here knows where blobs are kept.
 */
@NullMarked
package dev.nephelite.blob.filter;

import org.jspecify.annotations.NullMarked;
