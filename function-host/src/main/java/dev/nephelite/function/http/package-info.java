/**
 * How a host answers HTTP requests, whatever app it runs. Start at {@link HostRouter}, which passes a request to the admin
 * API, a webhook or a function; {@link SwappableHandler} is in front of it and survives reloads of the app.
 */
@NullMarked
package dev.nephelite.function.http;

import org.jspecify.annotations.NullMarked;
