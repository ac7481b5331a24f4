package dev.nephelite.function.worker;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A function as a worker needs it to load it.
 *
 * @param entryPoint what runs, as the runtime names it: for Java, the class and the method
 * @param scriptFile the file with the code, or null if the app is a folder of compiled code
 * @param bindings in the order of their declaration; exactly one of them is a trigger
 */
public record FunctionMetadata(
        String name, String entryPoint, @Nullable Path scriptFile, List<BindingMetadata> bindings) {
    /** The name of the binding that receives the return value of a function. */
    public static final String RETURN = "$return";

    public FunctionMetadata {
        bindings = List.copyOf(bindings);
    }

    public BindingMetadata trigger() {
        return bindings.stream()
                .filter(BindingMetadata::isTrigger)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Function '" + name + "' has no trigger."));
    }

    /**
     * One binding of a function.
     *
     * @param type such as {@code queueTrigger}, in any case
     * @param name of the parameter that it binds, or {@link #RETURN}
     * @param output whether the function writes it
     * @param binary whether the function asks for bytes instead of text
     */
    public record BindingMetadata(String type, String name, boolean output, boolean binary) {
        public boolean isTrigger() {
            return type.toLowerCase(Locale.ROOT).endsWith("trigger");
        }

        public boolean isType(String other) {
            return type.equalsIgnoreCase(other);
        }
    }
}
