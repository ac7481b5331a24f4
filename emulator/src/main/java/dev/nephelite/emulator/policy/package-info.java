/**
 * The stored access policies that the owner of a container or a queue keeps with it, for signatures to name. Both
 * services set, show and keep them alike.
 *
 * <p>Start reading at {@link SignedIdentifiers}. What a policy does to a signature is said where signatures are checked,
 * in the package of authorization.
 */
@NullMarked
package dev.nephelite.emulator.policy;

import org.jspecify.annotations.NullMarked;
