package dev.nephelite.function.app;

import dev.nephelite.function.app.App.FunctionError;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.app.config.HostSettings;
import dev.nephelite.function.app.config.InvalidAppException;
import java.util.List;
import java.util.Optional;

/** The types of triggers and bindings that a host supports, with what they declare. */
public record SupportedTypes(List<TypeDeclaration> types) {
    public SupportedTypes {
        types = List.copyOf(types);
    }

    /** Their names, in alphabetical order. */
    public List<String> names() {
        return types.stream().map(TypeDeclaration::name).sorted().toList();
    }

    /** Whether the type of {@code binding} is one of these. */
    public boolean contains(BindingDefinition binding) {
        return find(binding).isPresent();
    }

    private Optional<TypeDeclaration> find(BindingDefinition binding) {
        return types.stream().filter(type -> binding.isType(type.name())).findFirst();
    }

    /** The error of a function with a binding of another type, with the remedy; empty if there is none. */
    public Optional<FunctionError> unsupported(FunctionDefinition function) {
        List<String> unknown = function.bindings().stream()
                .filter(binding -> !contains(binding))
                .map(BindingDefinition::type)
                .distinct()
                .toList();
        if (unknown.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new FunctionError(
                function.name(),
                "%s not supported here, so this function does not run. To leave it out, set AzureWebJobs.%s.Disabled to true."
                        .formatted(
                                String.join(" and ", unknown) + (unknown.size() == 1 ? " is" : " are"),
                                function.name())));
    }

    /** The app with an error for each function that has a binding of another type, unless the function is disabled. */
    public App withErrors(App app) {
        return app.withErrors(app.runnableFunctions().stream()
                .filter(function -> !function.disabled())
                .flatMap(function -> unsupported(function).stream())
                .toList());
    }

    /**
     * Checks that every binding has the connection that its type needs.
     *
     * @throws InvalidAppException naming the binding, the setting and the remedy
     */
    public void requireConnections(FunctionDefinition function, AppSettings settings) {
        function.bindings().forEach(binding -> find(binding)
                .ifPresent(type -> type.connection().require(binding, settings)));
    }

    /**
     * Checks the sections of {@code host.json} that belong to these types.
     *
     * @throws InvalidAppException if a value is invalid
     */
    public void checkSettings(HostSettings host) {
        types.forEach(type -> type.checkSettings(host));
    }
}
