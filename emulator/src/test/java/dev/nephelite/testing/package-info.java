/** What the tests of several modules share. */
@NullMarked
package dev.nephelite.testing;

import org.jspecify.annotations.NullMarked;
