/**
 * Input and output bindings: what a function reads before it runs and writes after it has returned. Start at
 * {@link FunctionBindings}, which checks the bindings of a function once, when the app is loaded. A new type is a {@link
 * BindingType} and a line in {@code Extensions}. Triggers are in package {@code trigger}.
 */
@NullMarked
package dev.nephelite.function.binding;

import org.jspecify.annotations.NullMarked;
