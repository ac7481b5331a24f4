/**
 * Clients for storage accounts, over HTTP and by connection string. Start at {@link StorageAccounts}. They know the
 * REST protocol and nothing of triggers or bindings, so they work with this product, other emulators and accounts in
 * the cloud. Only this product has the event stream, which {@link EventFeed} follows.
 */
@NullMarked
package dev.nephelite.function.client;

import org.jspecify.annotations.NullMarked;
