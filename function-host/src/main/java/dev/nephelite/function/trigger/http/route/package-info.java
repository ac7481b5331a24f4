/**
 * Route templates of ASP.NET Core, such as {@code products/{category:alpha}/{id:int?}}. Start at {@link RouteTemplate}, which
 * matches a {@link RequestPath}. Nothing here knows functions.
 *
 * @see <a href="https://learn.microsoft.com/aspnet/core/fundamentals/routing#route-templates">Route templates</a>
 */
@NullMarked
package dev.nephelite.function.trigger.http.route;

import org.jspecify.annotations.NullMarked;
