/**
 * Input and output bindings: what a function reads before it runs and writes after it has returned. Start at
 * {@link BindingTypes}; a new type of binding is a class and a line there. Bindings are checked once, when the app is
 * loaded, into {@link FunctionBindings}, which every invocation uses. Triggers are in package {@code trigger}.
 */
@NullMarked
package dev.nephelite.function.binding;

import org.jspecify.annotations.NullMarked;
