/**
 * Requests that nobody meant to send, thousands of them: right ones of every operation, changed at random.
 *
 * <p>{@link dev.nephelite.protocol.fuzz.FuzzTest} is the test. What is right stands in {@code blob.http} and
 * {@code queue.http}, among the resources; a {@link dev.nephelite.protocol.fuzz.Mutation} makes it wrong, and
 * {@link dev.nephelite.protocol.fuzz.Round} sends it and judges the answer. The same seed makes the same requests.
 */
@NullMarked
package dev.nephelite.protocol.fuzz;

import org.jspecify.annotations.NullMarked;
