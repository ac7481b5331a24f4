/**
 * The administration of a running host over HTTP, as the cloud's own tools, IDEs and tests script it: what runs, what
 * is wrong with it, and functions started by hand. Requests that a web page of another origin could forge are refused.
 */
@NullMarked
package dev.nephelite.function.admin;

import org.jspecify.annotations.NullMarked;
