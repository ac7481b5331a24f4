package dev.nephelite.function.java.worker;

import com.microsoft.azure.functions.HttpResponseMessage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** The return type of a method: a value, or a future whose value is the result. */
record ResultType(Type type) {
    /** Types whose value is computed only for a subscriber. Matched by name, because the app brings the classes. */
    private static final Set<String> REACTIVE = Set.of(
            "java.util.concurrent.Flow$Publisher",
            "org.reactivestreams.Publisher",
            "io.reactivex.SingleSource",
            "io.reactivex.MaybeSource",
            "io.reactivex.CompletableSource",
            "io.reactivex.ObservableSource",
            "io.reactivex.rxjava3.core.SingleSource",
            "io.reactivex.rxjava3.core.MaybeSource",
            "io.reactivex.rxjava3.core.CompletableSource",
            "io.reactivex.rxjava3.core.ObservableSource",
            "io.smallrye.mutiny.Uni",
            "kotlinx.coroutines.flow.Flow");

    boolean isFuture() {
        return CompletionStage.class.isAssignableFrom(raw(type)) || Future.class.isAssignableFrom(raw(type));
    }

    boolean isReactive() {
        return supertypes(raw(type)).stream().map(Class::getName).anyMatch(REACTIVE::contains);
    }

    /** Whether the result is an HTTP response. */
    boolean isHttpResponse() {
        Type value =
                isFuture() && type instanceof ParameterizedType generic ? generic.getActualTypeArguments()[0] : type;
        return HttpResponseMessage.class.isAssignableFrom(raw(value));
    }

    String name() {
        return raw(type).getSimpleName();
    }

    /**
     * Waits for the value of a future; returns all other values unchanged.
     *
     * @throws InvocationTargetException around the exception of the future, as if the method had thrown it
     */
    static @Nullable Object await(@Nullable Object returned) throws InterruptedException, InvocationTargetException {
        // Some stages are futures as well, but do not support waiting.
        @Nullable Object future = returned instanceof CompletionStage<?> stage ? stage.toCompletableFuture() : returned;
        try {
            return future instanceof Future<?> pending ? pending.get() : returned;
        } catch (ExecutionException failed) {
            throw new InvocationTargetException(failed.getCause() == null ? failed : failed.getCause());
        }
    }

    private static Class<?> raw(Type type) {
        Type raw = type instanceof ParameterizedType generic ? generic.getRawType() : type;
        return raw instanceof Class<?> plain ? plain : Object.class;
    }

    private static List<Class<?>> supertypes(Class<?> type) {
        List<Class<?>> found = new ArrayList<>(List.of(type));
        for (Class<?> implemented : type.getInterfaces()) {
            found.addAll(supertypes(implemented));
        }
        if (type.getSuperclass() != null) {
            found.addAll(supertypes(type.getSuperclass()));
        }
        return found;
    }
}
