/**
 * Operations on the account's Blob service itself, one class each, as the REST reference files them.
 *
 * <p>What an owner sets here is kept, told and in force with the next request.
 */
@NullMarked
package dev.nephelite.blob.account;

import org.jspecify.annotations.NullMarked;
