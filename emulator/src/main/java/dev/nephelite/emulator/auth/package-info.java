/**
 * Who may do what: Shared Key, shared access signatures and bearer tokens, checked over plain values.
 *
 * <p>Start reading at {@code Authorizer}. An operation states the {@link Permission} it needs in its routing table and
 * receives a {@link Grant}. Nothing here knows a server or a store; stored access policies come in through {@code
 * StoredPolicies}.
 */
@NullMarked
package dev.nephelite.emulator.auth;

import org.jspecify.annotations.NullMarked;
