package dev.nephelite.function.binding;

import dev.nephelite.function.app.BindingDefinition;

/** The {@code http} output. The HTTP trigger responds with its value, so nothing is written here. */
public final class HttpBinding implements BindingType {
    @Override
    public String name() {
        return "http";
    }

    @Override
    public FunctionBindings.Output output(BindingDefinition binding, FunctionBindings.Context context) {
        return FunctionBindings.Output.BY_TRIGGER;
    }
}
