package dev.nephelite.function.app;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One function: what starts it, what it reads and writes, and the method that runs.
 *
 * @param bindings in the order they were declared; exactly one of them is a trigger
 * @param disabled loaded and listed, but its trigger does not listen
 * @param scriptFile the jar that holds the method, or null when the app is a folder of classes
 * @param retry null unless the function declares a policy of its own
 */
public record FunctionDefinition(
        String name,
        EntryPoint entryPoint,
        List<BindingDefinition> bindings,
        boolean disabled,
        @Nullable Path scriptFile,
        @Nullable RetryPolicy retry) {
    public FunctionDefinition {
        bindings = List.copyOf(bindings);
    }

    public BindingDefinition trigger() {
        return bindings.stream()
                .filter(BindingDefinition::isTrigger)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Function '" + name + "' has no trigger."));
    }

    /** Everything read before the call, the trigger left out. */
    public List<BindingDefinition> inputs() {
        return bindings.stream()
                .filter(binding -> !binding.isTrigger() && binding.direction() != Direction.OUT)
                .toList();
    }

    /** Everything written after the call, {@code $return} included. */
    public List<BindingDefinition> outputs() {
        return bindings.stream()
                .filter(binding -> !binding.isTrigger() && binding.isOutput())
                .toList();
    }

    FunctionDefinition asDisabled() {
        return new FunctionDefinition(name, entryPoint, bindings, true, scriptFile, retry);
    }
}
