package dev.nephelite.function.app;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the cloud demands of every function, however it is described. */
final class FunctionRules {
    private static final Pattern FUNCTION_NAME = Pattern.compile("[a-z][a-z0-9_-]{0,127}", Pattern.CASE_INSENSITIVE);
    private static final Pattern BINDING_NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9]{0,127}");

    private FunctionRules() {}

    /** Refuses a function that no host could run. */
    static void require(FunctionDefinition function) {
        String name = function.name();
        if (!FUNCTION_NAME.matcher(name).matches() || name.equalsIgnoreCase("host")) {
            throw new InvalidAppException("'" + name + "' is not a valid function name: it needs a letter followed by"
                    + " up to 127 letters, digits, '-' or '_', and may not be 'host'.");
        }
        List<BindingDefinition> triggers = function.bindings().stream()
                .filter(BindingDefinition::isTrigger)
                .toList();
        if (triggers.size() != 1) {
            throw new InvalidAppException("Function '" + name + "' has "
                    + (triggers.isEmpty() ? "no trigger" : triggers.size() + " triggers")
                    + ". It needs exactly one binding whose type ends in 'Trigger'.");
        }
        requireBindingNames(function);
        boolean answersHttp = function.bindings().stream().anyMatch(binding -> binding.isType("http"));
        if (answersHttp && !triggers.get(0).isType("httpTrigger")) {
            throw new InvalidAppException("Function '" + name + "' has an http output, which needs an httpTrigger.");
        }
    }

    private static void requireBindingNames(FunctionDefinition function) {
        Set<String> names = new HashSet<>();
        for (BindingDefinition binding : function.bindings()) {
            String name = binding.name();
            boolean isReturn = name.equals(BindingDefinition.RETURN);
            if (!isReturn && !BINDING_NAME.matcher(name).matches()) {
                throw new InvalidAppException("The binding name '" + name + "' of function '" + function.name()
                        + "' is not valid: it needs a letter followed by up to 127 letters or digits.");
            }
            if (isReturn && binding.direction() != Direction.OUT) {
                throw new InvalidAppException(
                        "The binding '$return' of function '" + function.name() + "' must have the direction 'out'.");
            }
            if (!names.add(name.toLowerCase(Locale.ROOT))) {
                throw new InvalidAppException(
                        "Two bindings of function '" + function.name() + "' have the name '" + name + "'.");
            }
        }
    }

    /** Returns why {@code function} cannot run here although it could elsewhere, or null when it can. */
    static @Nullable FunctionError unsupported(FunctionDefinition function, Set<String> supportedTypes) {
        List<String> unknown = function.bindings().stream()
                .map(BindingDefinition::type)
                .filter(type -> supportedTypes.stream().noneMatch(type::equalsIgnoreCase))
                .distinct()
                .toList();
        if (unknown.isEmpty()) {
            return null;
        }
        return new FunctionError(
                function.name(),
                String.join(" and ", unknown) + (unknown.size() == 1 ? " is" : " are") + " not supported here, so this"
                        + " function does not run.");
    }
}
