/**
 * HTTP: an {@link HttpRequest} in, a {@link Response} out. Start at {@link Handler}; a {@link Filter} is a step in front of
 * one. Package {@code server} receives requests from connections, {@code tail} serves what grows while it is read, and
 * {@code fault} makes requests fail on purpose. Nothing here knows what a blob or a function is.
 */
@NullMarked
package dev.nephelite.emulator.http;

import org.jspecify.annotations.NullMarked;
