/** Function apps end to end: what goes into one, and what comes out of it. */
@NullMarked
package dev.nephelite.function;

import org.jspecify.annotations.NullMarked;
