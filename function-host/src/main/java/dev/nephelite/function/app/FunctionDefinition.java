package dev.nephelite.function.app;

import dev.nephelite.emulator.value.NearestName;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.app.config.RetryPolicy;
import dev.nephelite.function.worker.FunctionMetadata;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One function: its trigger, its other bindings and its code.
 *
 * @param entryPoint what runs, as the runtime names it: for Java, the class and the method; empty if the script file
 *     says it all
 * @param bindings in the order of their declaration; exactly one of them is a trigger
 * @param disabled whether the function is loaded and listed, but its trigger does not listen
 * @param scriptFile the file with the code, or null if the app is a folder of compiled code
 * @param retry null unless the function declares its own policy
 */
public record FunctionDefinition(
        String name,
        String entryPoint,
        List<BindingDefinition> bindings,
        boolean disabled,
        @Nullable Path scriptFile,
        @Nullable RetryPolicy retry) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,127}", Pattern.CASE_INSENSITIVE);

    /** What a type with a typing error may have been meant to be. */
    private static final List<String> KNOWN_TRIGGERS =
            List.of("blobTrigger", "eventGridTrigger", "httpTrigger", "queueTrigger", "timerTrigger", "warmupTrigger");

    private static final Pattern BINDING_NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9]{0,127}");

    public FunctionDefinition {
        bindings = List.copyOf(bindings);
    }

    public BindingDefinition trigger() {
        return bindings.stream()
                .filter(BindingDefinition::isTrigger)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Function '" + name + "' has no trigger."));
    }

    /** The bindings that are read before the call, without the trigger. */
    public List<BindingDefinition> inputs() {
        return bindings.stream()
                .filter(binding -> !binding.isTrigger() && binding.direction() != BindingDefinition.Direction.OUT)
                .toList();
    }

    /** The bindings that are written after the call, including {@code $return}. */
    public List<BindingDefinition> outputs() {
        return bindings.stream()
                .filter(binding -> !binding.isTrigger() && binding.isOutput())
                .toList();
    }

    /** This function as a worker needs it. */
    public FunctionMetadata metadata() {
        return new FunctionMetadata(
                name,
                entryPoint,
                scriptFile,
                bindings.stream().map(BindingDefinition::metadata).toList());
    }

    /** This function, disabled. */
    public FunctionDefinition asDisabled() {
        return new FunctionDefinition(name, entryPoint, bindings, true, scriptFile, retry);
    }

    /**
     * Checks the rules that hold in the cloud too.
     *
     * @throws InvalidAppException if no host could run this function
     */
    public void requireValid() {
        if (!NAME.matcher(name).matches() || name.equalsIgnoreCase("host")) {
            throw new InvalidAppException("'" + name + "' is not a valid function name: it needs a letter followed by"
                    + " up to 127 letters, digits, '-' or '_', and may not be 'host'.");
        }
        List<BindingDefinition> triggers =
                bindings.stream().filter(BindingDefinition::isTrigger).toList();
        if (triggers.size() != 1) {
            throw new InvalidAppException("Function '" + name + "' has "
                    + (triggers.isEmpty() ? "no trigger." + typesFound() : triggers.size() + " triggers.")
                    + " It needs exactly one binding whose type ends in 'Trigger'.");
        }
        requireValidBindingNames();
        boolean hasHttpOutput = bindings.stream().anyMatch(binding -> binding.isType("http"));
        if (hasHttpOutput && !triggers.get(0).isType("httpTrigger")) {
            throw new InvalidAppException("Function '" + name + "' has an http output, which needs an httpTrigger.");
        }
    }

    /** The types of the bindings, and the trigger that one with a typing error was probably meant to be. */
    private String typesFound() {
        if (bindings.isEmpty()) {
            return "";
        }
        List<String> types = bindings.stream().map(BindingDefinition::type).toList();
        String guess = types.stream()
                .flatMap(type -> NearestName.of(type, KNOWN_TRIGGERS).stream())
                .findFirst()
                .map(trigger -> " Did you mean " + trigger + "?")
                .orElse("");
        return " The types of its bindings: " + String.join(", ", types) + "." + guess;
    }

    private void requireValidBindingNames() {
        Set<String> names = new HashSet<>();
        for (BindingDefinition binding : bindings) {
            String bindingName = binding.name();
            boolean isReturn = bindingName.equals(BindingDefinition.RETURN);
            if (!isReturn && !BINDING_NAME.matcher(bindingName).matches()) {
                throw new InvalidAppException("The binding name '" + bindingName + "' of function '" + name
                        + "' is not valid: it needs a letter followed by up to 127 letters or digits.");
            }
            if (isReturn && binding.direction() != BindingDefinition.Direction.OUT) {
                throw new InvalidAppException(
                        "The binding '$return' of function '" + name + "' must have the direction 'out'.");
            }
            if (!names.add(bindingName.toLowerCase(Locale.ROOT))) {
                throw new InvalidAppException(
                        "Two bindings of function '" + name + "' have the name '" + bindingName + "'.");
            }
        }
    }
}
