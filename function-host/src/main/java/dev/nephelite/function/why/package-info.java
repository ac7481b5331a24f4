/**
 * Why a function ran, did not run, or ran several times. Start at {@link Explanation}: a {@link Subject}, such as a blob, the
 * {@link Fact facts} about it that each type of trigger finds, and a verdict.
 */
@NullMarked
package dev.nephelite.function.why;

import org.jspecify.annotations.NullMarked;
