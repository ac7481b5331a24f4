/**
 * The HTTP server. Start at {@link HttpServer}. {@code ExchangeHandler} calls the handler and sends its response; the
 * conduits in front of it refuse what HTTP does not allow. Only this package uses the server library.
 */
@NullMarked
package dev.nephelite.emulator.http.server;

import org.jspecify.annotations.NullMarked;
