package dev.nephelite.function.java.worker;

import com.microsoft.azure.functions.internal.spi.middleware.Middleware;
import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import dev.nephelite.function.java.json.AppJson;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * The services that all functions of an app share.
 *
 * @param middleware in the order of the app's class path
 */
record AppServices(InstanceFactory instances, List<Middleware> middleware, AppJson json) {
    /** Finds the services of the app. */
    static AppServices of(ClassLoader app) {
        List<FunctionInstanceInjector> injectors = all(FunctionInstanceInjector.class, app);
        if (injectors.size() > 1) {
            throw new IllegalArgumentException("The app has " + injectors.size()
                    + " implementations of FunctionInstanceInjector, but only one can make its functions: "
                    + injectors.stream()
                            .map(injector -> injector.getClass().getName())
                            .toList()
                    + ". Remove all but one from META-INF/services.");
        }
        return new AppServices(
                new InstanceFactory(injectors.isEmpty() ? null : injectors.get(0)),
                all(Middleware.class, app),
                new AppJson(app));
    }

    private static <T> List<T> all(Class<T> service, ClassLoader app) {
        return ServiceLoader.load(service, app).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    /**
     * Creates the objects whose methods are functions: with the app's injector, or else a new object for each call.
     *
     * @param injector null if the app has none
     */
    record InstanceFactory(@Nullable FunctionInstanceInjector injector) {
        boolean areInjected() {
            return injector != null;
        }

        Object of(Class<?> type) throws Exception {
            return injector == null ? type.getConstructor().newInstance() : injector.getInstance(type);
        }
    }
}
