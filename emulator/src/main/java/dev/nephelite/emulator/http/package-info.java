/**
 * HTTP: an {@link HttpRequest} in, a {@link Response} out. Start at {@link Handler}; a {@link Filter} is a step in front of
 * one. Only this package uses the server library, and nothing here knows what a blob or a function is.
 */
@NullMarked
package dev.nephelite.emulator.http;

import org.jspecify.annotations.NullMarked;
