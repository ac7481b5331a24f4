/** End-to-end tests of function apps. */
@NullMarked
package dev.nephelite.function;

import org.jspecify.annotations.NullMarked;
