/**
 * Input and output bindings: what a function reads before it runs and writes after it has returned. Start at
 * {@link FunctionBindings}: it lists the types of bindings, and checks those of a function once, when the app is loaded.
 * A new type is a class and a line there. Triggers are in package {@code trigger}.
 */
@NullMarked
package dev.nephelite.function.binding;

import org.jspecify.annotations.NullMarked;
