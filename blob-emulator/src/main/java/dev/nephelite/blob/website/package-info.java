/**
 * The static website of an account: serves the container {@code $web} to browsers, without a signature. Start at
 * {@link StaticWebsites}. It maps a path to a blob by the service properties and reads the blob with Get Blob.
 */
@NullMarked
package dev.nephelite.blob.website;

import org.jspecify.annotations.NullMarked;
