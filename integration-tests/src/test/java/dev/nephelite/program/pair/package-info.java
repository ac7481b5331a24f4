/**
 * Tests of two hosts of one app that share an account and are killed again and again: all the work that they are given
 * has to be done. Start at {@link TwoHostsTest}. The storage runs in the test and is not killed; {@link HostPair} is
 * the two programs, {@link LedgerFunctions} what runs in them, and {@link Work} the work and what was done of it.
 */
@NullMarked
package dev.nephelite.program.pair;

import org.jspecify.annotations.NullMarked;
