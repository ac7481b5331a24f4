package dev.nephelite.function.worker;

import com.microsoft.azure.functions.HttpResponseMessage;
import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.FunctionDefinition;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.util.Arrays;

/** Refuses a function when it is loaded, if its method could be found but no call of it could ever succeed. */
final class MethodRules {
    private MethodRules() {}

    /**
     * Checks the class and the result of a method.
     *
     * @param injected whether the app brings what makes its objects
     * @throws IllegalArgumentException saying what is wrong and what to do
     */
    static void require(Method method, FunctionDefinition function, boolean injected) {
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
                    function, BindingDefinition.RETURN, "returns an HttpResponseMessage, but its result goes to the");
        }
        for (Parameter parameter : method.getParameters()) {
            boolean response = parameter.getParameterizedType() instanceof ParameterizedType generic
                    && generic.getActualTypeArguments()[0] == HttpResponseMessage.class;
            if (response && ParameterSource.of(parameter) instanceof ParameterSource.Output output) {
                requireHttp(function, output.binding(), "sets an HttpResponseMessage on the");
            }
        }
    }

    private static void requireHttp(FunctionDefinition function, String binding, String does) {
        function.outputs().stream()
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
}
