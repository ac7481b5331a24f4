/**
 * Binding expressions: {@code {name}} in an attribute stands for a value from the trigger. Start at
 * {@link BindingExpression} for attributes that are filled in for each invocation, and at {@link PathPattern} for the
 * reverse: the names that a blob trigger's path captures. App settings, written {@code %NAME%}, are resolved earlier,
 * by {@code AppSettings.resolve}.
 */
@NullMarked
package dev.nephelite.function.expression;

import org.jspecify.annotations.NullMarked;
