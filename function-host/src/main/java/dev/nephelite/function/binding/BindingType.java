package dev.nephelite.function.binding;

import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.TypeDeclaration;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.worker.Worker.ContentForm;
import java.util.List;

/** A type of input or output binding. Types have no state. */
public interface BindingType extends TypeDeclaration {
    /** The attributes that may contain binding expressions, such as {@code path}. */
    default List<String> expressionAttributes() {
        return List.of();
    }

    /**
     * Checks and prepares an input; an exception becomes the error of its function.
     *
     * @param form how the function takes the content; a stream is read only by the function
     */
    default FunctionBindings.Input input(
            BindingDefinition binding, FunctionBindings.Context context, ContentForm form) {
        throw new InvalidAppException(
                "The %s binding '%s' cannot be an input.".formatted(binding.type(), binding.name()));
    }

    /** Checks and prepares an output; an exception becomes the error of its function. */
    default FunctionBindings.Output output(BindingDefinition binding, FunctionBindings.Context context) {
        throw new InvalidAppException(
                "The %s binding '%s' cannot be an output.".formatted(binding.type(), binding.name()));
    }
}
