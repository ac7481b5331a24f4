/**
 * The static website of an account: what is in its container {@code $web}, shown to anyone who looks, with a browser's
 * means and without a signature.
 *
 * <p>Start reading at {@link Website}. Which blob answers to a path is a matter of the owner's settings; how a blob is
 * read is a matter of Get Blob.
 */
@NullMarked
package dev.nephelite.blob.website;

import org.jspecify.annotations.NullMarked;
