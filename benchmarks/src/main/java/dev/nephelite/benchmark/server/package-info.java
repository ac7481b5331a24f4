/**
 * The servers that are compared: how each is started, as its users start it, and how it is stopped, killed, watched and
 * addressed. Start reading at {@code Server}; {@code Nephelite} and {@code Azurite} are the two targets there are.
 */
@NullMarked
package dev.nephelite.benchmark.server;

import org.jspecify.annotations.NullMarked;
