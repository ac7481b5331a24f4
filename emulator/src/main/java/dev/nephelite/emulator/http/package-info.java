/**
 * HTTP as everything here sees it: an {@link HttpRequest} goes in, a {@link Response} comes out.
 *
 * <p>Start reading at {@code Handler}. Only {@code HttpServer} knows the server library; nothing here knows what a blob
 * or a function is.
 */
@NullMarked
package dev.nephelite.emulator.http;

import org.jspecify.annotations.NullMarked;
