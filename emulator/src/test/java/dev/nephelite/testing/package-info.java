/** Test support that several modules share. */
@NullMarked
package dev.nephelite.testing;

import org.jspecify.annotations.NullMarked;
