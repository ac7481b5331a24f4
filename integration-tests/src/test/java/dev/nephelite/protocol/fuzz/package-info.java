/**
 * Fuzz tests of the REST protocol: thousands of valid requests, changed at random. Start at {@link FuzzTest}. The valid
 * requests are in the resources {@code blob.http} and {@code queue.http}; a {@link Mutation} changes one, and a
 * {@link Round} sends it and checks the answer. The same seed produces the same requests.
 */
@NullMarked
package dev.nephelite.protocol.fuzz;

import org.jspecify.annotations.NullMarked;
