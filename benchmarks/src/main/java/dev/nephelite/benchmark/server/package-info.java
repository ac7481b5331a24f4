/**
 * Starts, stops, kills and observes the servers that are compared, as their users start them. Start at {@code Server};
 * {@code Nephelite} and {@code Azurite} are the two targets.
 */
@NullMarked
package dev.nephelite.benchmark.server;

import org.jspecify.annotations.NullMarked;
