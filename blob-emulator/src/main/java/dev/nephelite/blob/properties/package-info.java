/** The properties of the Blob service of an account. Start at {@link BlobServiceProperties}. */
@NullMarked
package dev.nephelite.blob.properties;

import org.jspecify.annotations.NullMarked;
