package dev.nephelite.function.binding;

import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.worker.Worker.ContentForm;

/** One kind of binding: how {@code function.json} spells it, and how to read or write through it. */
interface BindingType {
    /** The binding's {@code type}, such as {@code blob}. */
    String name();

    /**
     * Checks an input and makes it ready, or throws what becomes the error of its function.
     *
     * @param form how the function takes the content; a stream is not read before the function does
     */
    default FunctionBindings.Input input(
            BindingDefinition binding, FunctionBindings.Context context, ContentForm form) {
        throw new InvalidAppException(
                "The %s binding '%s' cannot be an input.".formatted(binding.type(), binding.name()));
    }

    /** Checks an output and makes it ready, or throws what becomes the error of its function. */
    default FunctionBindings.Output output(BindingDefinition binding, FunctionBindings.Context context) {
        throw new InvalidAppException(
                "The %s binding '%s' cannot be an output.".formatted(binding.type(), binding.name()));
    }
}
