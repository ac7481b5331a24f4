package dev.nephelite.function.binding;

import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.InvalidAppException;

/** One kind of binding: how {@code function.json} spells it, and how to read or write through it. */
interface BindingType {
    /** The binding's {@code type}, such as {@code blob}. */
    String name();

    /**
     * Checks an input and makes it ready, or throws what becomes the error of its function.
     *
     * @param stream whether the function reads it piece by piece, so that nobody has to read it all
     */
    default Input input(BindingDefinition binding, BindingContext context, boolean stream) {
        throw new InvalidAppException(
                "The %s binding '%s' cannot be an input.".formatted(binding.type(), binding.name()));
    }

    /** Checks an output and makes it ready, or throws what becomes the error of its function. */
    default Output output(BindingDefinition binding, BindingContext context) {
        throw new InvalidAppException(
                "The %s binding '%s' cannot be an output.".formatted(binding.type(), binding.name()));
    }
}
