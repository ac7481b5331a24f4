/**
 * The log of a running host as other programs may read it: its newest lines, and each line to come. What is written and
 * how it is worded is decided elsewhere; here it is kept for those who ask later.
 */
@NullMarked
package dev.nephelite.function.log;

import org.jspecify.annotations.NullMarked;
