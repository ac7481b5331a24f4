/**
 * The administration API of a running host below {@code /admin}, which the cloud's tools, IDEs and tests use: its
 * state, its functions, its keys, and invoking functions. Start at {@link AdminApi}, which lists the routes. Requests
 * of foreign web pages are refused.
 */
@NullMarked
package dev.nephelite.function.admin;

import org.jspecify.annotations.NullMarked;
