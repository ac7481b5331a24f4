package dev.nephelite.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nephelite.function.app.App;
import dev.nephelite.function.app.App.FunctionError;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.trigger.TriggerType;
import dev.nephelite.function.trigger.http.HttpTrigger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The functions of an app in display order: those with HTTP triggers, then the others, then disabled ones, and finally
 * those that could not be loaded.
 */
public record FunctionList(List<HostedFunction> functions) {
    private static final JsonMapper JSON = new JsonMapper();

    public FunctionList {
        functions = List.copyOf(functions);
    }

    /**
     * The functions of {@code app}.
     *
     * @param baseUrl of the host; empty if it does not run
     */
    public static FunctionList of(App app, String baseUrl) {
        return of(app, baseUrl, Extensions.STANDARD);
    }

    static FunctionList of(App app, String baseUrl, Extensions extensions) {
        List<HostedFunction> functions = new ArrayList<>(app.functions().stream()
                .map(function -> hosted(function, app, baseUrl, extensions))
                .sorted(Comparator.comparing(HostedFunction::disabled)
                        .thenComparing(function -> function.url() == null))
                .toList());
        app.errors().stream()
                .map(FunctionError::function)
                .filter(name -> app.function(name).isEmpty())
                .distinct()
                .forEach(name -> functions.add(new HostedFunction(
                        name, "", List.of(), null, null, List.of(), "", false, messages(app, name))));
        return new FunctionList(functions);
    }

    /**
     * Parses what {@link #json} returns.
     *
     * @throws IllegalArgumentException if {@code json} is anything else
     */
    public static FunctionList parse(String json) {
        try {
            return new FunctionList(JSON.readValue(json, new TypeReference<List<HostedFunction>>() {}));
        } catch (JsonProcessingException noList) {
            throw new IllegalArgumentException("This is not a list of functions: " + json, noList);
        }
    }

    /** This list as a JSON array with one object per function. */
    public String json() {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(functions);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static HostedFunction hosted(FunctionDefinition function, App app, String baseUrl, Extensions extensions) {
        boolean http = function.trigger().isType(HttpTrigger.NAME);
        return new HostedFunction(
                function.name(),
                function.trigger().type(),
                http ? HttpTrigger.methods(function) : List.of(),
                http ? baseUrl + "/" + HttpTrigger.path(function, app.host()) : null,
                source(function, extensions),
                bindings(function, extensions),
                function.entryPoint(),
                function.disabled(),
                messages(app, function.name()));
    }

    private static @Nullable String source(FunctionDefinition function, Extensions extensions) {
        return extensions
                .trigger(function)
                .map(TriggerType::sourceAttribute)
                .map(function.trigger()::text)
                .orElse(null);
    }

    private static List<HostedBinding> bindings(FunctionDefinition function, Extensions extensions) {
        return function.bindings().stream()
                .filter(binding -> !binding.isTrigger())
                .map(binding -> new HostedBinding(
                        binding.type(),
                        binding.direction().name().toLowerCase(Locale.ROOT),
                        extensions
                                .binding(binding)
                                .flatMap(type ->
                                        type.expressionAttributes().stream().findFirst())
                                .map(binding::text)
                                .orElse(null)))
                .toList();
    }

    private static List<String> messages(App app, String function) {
        return app.errorsOf(function).stream().map(FunctionError::message).toList();
    }

    /**
     * A function as the host presents it to users.
     *
     * @param triggerType as the app spells it, such as {@code queueTrigger}
     * @param methods HTTP methods in upper case; empty for all, and for other triggers
     * @param url of an HTTP function, with its route parameters in braces; null for other triggers
     * @param source the queue, path or schedule of the trigger, as the app spells it; null if there is none
     * @param bindings the inputs and outputs, in the order of their declaration
     * @param entryPoint what runs, as the runtime names it: for Java, the class and the method; empty if that is not known
     * @param disabled loaded, but its trigger does not listen
     * @param errors why it does not run; empty if it does
     */
    public record HostedFunction(
            String name,
            String triggerType,
            List<String> methods,
            @Nullable String url,
            @Nullable String source,
            List<HostedBinding> bindings,
            String entryPoint,
            boolean disabled,
            List<String> errors) {
        public HostedFunction {
            methods = List.copyOf(methods);
            bindings = List.copyOf(bindings);
            errors = List.copyOf(errors);
        }

        boolean isRunning() {
            return !disabled && errors.isEmpty();
        }

        /** Whether both have the same URL and type of trigger. */
        boolean isCalledLike(HostedFunction other) {
            return Objects.equals(url, other.url) && triggerType.equals(other.triggerType);
        }
    }

    /**
     * An input or output.
     *
     * @param type as the app spells it, such as {@code queue}
     * @param direction {@code in}, {@code out} or {@code inout}
     * @param resource the queue or path, as the app spells it; null if there is none
     */
    public record HostedBinding(
            String type, String direction, @Nullable String resource) {}
}
