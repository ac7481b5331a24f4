/**
 * Operations on the account's Blob service itself, one class each, as the REST reference files them.
 *
 * <p>What an owner sets here is kept and reported; {@link SetBlobServiceProperties} says what is refused because it
 * would not be obeyed.
 */
@NullMarked
package dev.nephelite.blob.account;

import org.jspecify.annotations.NullMarked;
