/**
 * Storage accounts as the function host uses them: over HTTP, by connection string, whoever serves them.
 *
 * <p>Start reading at {@link dev.nephelite.function.client.StorageAccounts}. The clients know the wire and nothing of
 * triggers or bindings; the same code works against this product, other emulators and accounts in the cloud. The event
 * feed, which only this product has, is never more than a reason to look earlier.
 */
@NullMarked
package dev.nephelite.function.client;

import org.jspecify.annotations.NullMarked;
