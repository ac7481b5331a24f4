/**
 * Inputs and outputs: what a function reads before it runs and writes after it has returned.
 *
 * <p>Start reading at {@link dev.nephelite.function.binding.BindingTypes}: adding a kind of binding is adding a class
 * and a line there. Bindings are checked once, when the app is loaded, into {@link
 * dev.nephelite.function.binding.FunctionBindings}, which every invocation then uses. Triggers are not here.
 */
@NullMarked
package dev.nephelite.function.binding;

import org.jspecify.annotations.NullMarked;
