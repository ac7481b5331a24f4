package dev.nephelite.function.binding;

import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.config.InvalidAppException;
import java.util.List;

/** Every kind of binding there is, triggers apart. */
public final class BindingTypes {
    private static final List<BindingType> ALL =
            List.of(new BlobBinding(), new EventGridBinding(), new HttpBinding(), new QueueBinding());

    private BindingTypes() {}

    /** The types as {@code function.json} spells them. */
    public static List<String> names() {
        return ALL.stream().map(BindingType::name).toList();
    }

    static BindingType of(BindingDefinition binding) {
        return ALL.stream()
                .filter(type -> binding.isType(type.name()))
                .findFirst()
                .orElseThrow(() -> new InvalidAppException("The binding type(s) '" + binding.type()
                        + "' are not registered. Please ensure the type is correct and the binding"
                        + " extension is installed."));
    }
}
