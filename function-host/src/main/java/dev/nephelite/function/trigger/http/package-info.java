/**
 * HTTP triggers: routes a request to a function, and converts requests and responses. Start at {@link
 * HttpFunctionHandler}, which handles a request from beginning to end. {@link RoutingTable} finds the function;
 * package {@code route} has the templates of routes.
 */
@NullMarked
package dev.nephelite.function.trigger.http;

import org.jspecify.annotations.NullMarked;
