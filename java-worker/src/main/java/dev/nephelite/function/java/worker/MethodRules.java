package dev.nephelite.function.java.worker;

import com.microsoft.azure.functions.HttpResponseMessage;
import dev.nephelite.function.java.worker.Parameters.ParameterSource;
import dev.nephelite.function.worker.FunctionMetadata;
import dev.nephelite.function.worker.FunctionMetadata.BindingMetadata;
import dev.nephelite.function.worker.Worker.ContentForm;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds the method of a function, and checks when it is loaded whether it can be called here and in Azure. */
final class MethodRules {
    private static final Set<String> DECODED_BY_DATA_TYPE = Set.of("blob", "blobtrigger", "queuetrigger");

    private MethodRules() {}

    /**
     * Finds the only public method with the name, as Azure's Java worker does. Its class is loaded, but not initialized.
     *
     * @throws IllegalArgumentException if there is no such method; the message says what to do
     */
    static Method find(EntryPoint entryPoint, ClassLoader app) {
        Class<?> type = type(entryPoint.className(), app);
        List<Method> candidates = Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .filter(method -> method.getName().equals(entryPoint.methodName()))
                .toList();
        String described = "method name '%s' in class '%s'".formatted(entryPoint.methodName(), entryPoint.className());
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("Found no function with " + described + ". Is the method public?");
        }
        if (candidates.size() > 1) {
            throw new IllegalArgumentException(
                    "Found more than one function with " + described + ". Rename the others, or make them private.");
        }
        if (!Modifier.isPublic(type.getModifiers())) {
            throw new IllegalArgumentException("The class '" + entryPoint.className() + "' must be public.");
        }
        return candidates.get(0);
    }

    private static Class<?> type(String name, ClassLoader app) {
        try {
            return Class.forName(name, false, app);
        } catch (ClassNotFoundException missing) {
            throw new IllegalArgumentException(
                    "There is no class '" + name + "' in the app. Build or package it again.", missing);
        }
    }

    /**
     * Checks that calls of a method can succeed.
     *
     * @param injected whether the app has an injector that creates its objects
     * @throws IllegalArgumentException with a message that says what is wrong and what to do
     */
    static void require(Method method, FunctionMetadata function, boolean injected) {
        if (!injected && !Modifier.isStatic(method.getModifiers())) {
            requireInstances(method.getDeclaringClass(), method.getName());
        }
        ResultType result = new ResultType(method.getGenericReturnType());
        if (result.isReactive()) {
            throw new IllegalArgumentException("The method '" + method.getName() + "' returns a " + result.name()
                    + ", which the host does not subscribe to. Return its value (such as mono.block()), or a"
                    + " CompletableFuture (such as mono.toFuture()).");
        }
        if (result.isHttpResponse()) {
            requireHttp(
                    function, FunctionMetadata.RETURN, "returns an HttpResponseMessage, but its result goes to the");
        }
        for (Parameter parameter : method.getParameters()) {
            boolean response = parameter.getParameterizedType() instanceof ParameterizedType generic
                    && generic.getActualTypeArguments()[0] == HttpResponseMessage.class;
            if (response && ParameterSource.of(parameter) instanceof ParameterSource.Output output) {
                requireHttp(function, output.binding(), "sets an HttpResponseMessage on the");
            }
        }
    }

    private static void requireHttp(FunctionMetadata function, String binding, String does) {
        function.bindings().stream()
                .filter(output -> output.output() && !output.isTrigger())
                .filter(output -> output.name().equals(binding) && !output.isType("http"))
                .findFirst()
                .ifPresent(output -> {
                    throw new IllegalArgumentException("The function " + does + " " + output.type()
                            + " output, which cannot take it. Return the response, and set the " + output.type()
                            + " output by an OutputBinding parameter with a value of its own.");
                });
    }

    private static void requireInstances(Class<?> type, String method) {
        if (Modifier.isAbstract(type.getModifiers())) {
            throw new IllegalArgumentException(
                    "The class '" + type.getName() + "' is abstract, so there is no object to" + " call '" + method
                            + "' on. Make the class concrete, or the method static.");
        }
        boolean constructible = Arrays.stream(type.getConstructors()).anyMatch(each -> each.getParameterCount() == 0);
        if (constructible) {
            return;
        }
        if (isKotlinObject(type)) {
            throw new IllegalArgumentException("'" + type.getName()
                    + "' is a Kotlin object, which Azure Functions cannot instantiate. Annotate '" + method
                    + "' with @JvmStatic, or make the object a class.");
        }
        boolean inner = type.isMemberClass() && !Modifier.isStatic(type.getModifiers());
        throw new IllegalArgumentException("The class '" + type.getName()
                + "' has no public constructor without parameters, so there is no object to call '" + method + "' on. "
                + (inner
                        ? "Make the class static."
                        : "Add one, or provide a FunctionInstanceInjector that creates the object."));
    }

    private static boolean isKotlinObject(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields())
                .anyMatch(field -> field.getName().equals("INSTANCE") && field.getType() == type);
    }

    /** A warning for everything that works here but not in Azure, with the function and the remedy. */
    static List<String> portabilityWarnings(FunctionMetadata function, Parameters parameters, ResultType result) {
        List<String> warnings = new ArrayList<>();
        for (BindingMetadata binding : function.bindings()) {
            ContentForm form = parameters.contentForm(binding.name());
            boolean decoded = DECODED_BY_DATA_TYPE.contains(binding.type().toLowerCase(Locale.ROOT));
            if (decoded && !binding.binary() && form != ContentForm.VALUE) {
                warnings.add(decoded(function, binding, form));
            }
        }
        if (result.isFuture()) {
            warnings.add(("Function '%s' returns a %s, and Nephelite waits for its value. Azure does not, and takes the"
                            + " future itself for the result. For Azure, return the value.")
                    .formatted(function.name(), result.name()));
        }
        return warnings;
    }

    private static String decoded(FunctionMetadata function, BindingMetadata binding, ContentForm form) {
        String remedy = form == ContentForm.STREAM
                ? "take a byte[] and add dataType = \"binary\" to its annotation."
                : "add dataType = \"binary\" to its annotation.";
        return ("The parameter '%s' of function '%s' gets its content as bytes, untouched. Azure would decode it as text,"
                        + " which destroys pictures and other binary data. For Azure, %s")
                .formatted(binding.name(), function.name(), remedy);
    }
}
