/**
 * The little language inside binding attributes: {@code {name}} stands for something the trigger knows.
 *
 * <p>Start reading at {@link dev.nephelite.function.expression.BindingExpression} for attributes that are filled in per
 * invocation, and at {@link dev.nephelite.function.expression.PathPattern} for the opposite: what a blob trigger's path
 * captures. App settings, written {@code %NAME%}, are replaced long before, by {@code Settings.resolve}.
 */
@NullMarked
package dev.nephelite.function.expression;

import org.jspecify.annotations.NullMarked;
