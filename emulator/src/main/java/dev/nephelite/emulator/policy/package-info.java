/**
 * Stored access policies of containers and queues, to which signatures refer. Start at {@link SignedIdentifiers}, which
 * both services read, write and store. What a policy means for a signature is decided in package {@code auth}.
 */
@NullMarked
package dev.nephelite.emulator.policy;

import org.jspecify.annotations.NullMarked;
