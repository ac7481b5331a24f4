/**
 * Clients for storage accounts, over HTTP and by connection string. Start at {@link StorageAccounts}. They implement the
 * REST protocol and do not depend on triggers or bindings, so they work with Nephelite, other emulators and accounts in
 * the cloud. Only Nephelite has the event stream that {@link EventFeed} follows.
 */
@NullMarked
package dev.nephelite.function.client;

import org.jspecify.annotations.NullMarked;
