/**
 * Function keys: where they are stored, and whether a request has the right one. Start at {@link KeyAuthorizer}, which
 * authorizes requests to functions, to the administration and to webhooks. Keys are stored as in the cloud, in
 * {@code azure-webjobs-secrets} of the app's storage account, so the cloud's tools can read them and all hosts of an
 * app share them.
 */
@NullMarked
package dev.nephelite.function.key;

import org.jspecify.annotations.NullMarked;
