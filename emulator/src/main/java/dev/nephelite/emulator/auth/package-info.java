/**
 * Authorization by Shared Key, shared access signatures and bearer tokens. Start at {@link Authorizer}. An operation
 * states the {@link RequiredPermission} that it needs in its routing table and receives a {@link Grant}. Nothing here knows the
 * server or the store; {@link ResourceAccess} provides stored access policies and public access.
 */
@NullMarked
package dev.nephelite.emulator.auth;

import org.jspecify.annotations.NullMarked;
