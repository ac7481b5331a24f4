/**
 * Two hosts of one app that share an account and are killed again and again: whatever is given to them has to be done.
 *
 * <p>Start reading at {@link TwoHostsTest}. The storage is the test's own and is not killed; {@link HostPair} is the two
 * programs, {@link LedgerFunctions} what runs in them, and {@link Work} what is given to them and what of it was done.
 */
@NullMarked
package dev.nephelite.program.pair;

import org.jspecify.annotations.NullMarked;
