/**
 * The HTTP trigger: which function a request means, what the function sees of it, and what the client gets back.
 *
 * <p>Start reading at {@link dev.nephelite.function.trigger.http.HttpFunctions}, which takes a request all the way.
 * Routes are written in the template language of ASP.NET, which function apps inherit; {@link
 * dev.nephelite.function.trigger.http.RoutingTable} decides between them.
 */
@NullMarked
package dev.nephelite.function.trigger.http;

import org.jspecify.annotations.NullMarked;
