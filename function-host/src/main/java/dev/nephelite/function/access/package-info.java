/**
 * Who may have what done by the host: which keys there are, where they are kept, and whether a request shows the right
 * one. Start reading at {@code Access}, which answers one question for each kind of door.
 *
 * <p>Keys are kept as the cloud keeps them, in {@code azure-webjobs-secrets} of the app's storage account, so the tools of
 * the cloud can read them, and several hosts of one app have the same. Nothing here knows what happens behind a door.
 */
@NullMarked
package dev.nephelite.function.access;

import org.jspecify.annotations.NullMarked;
