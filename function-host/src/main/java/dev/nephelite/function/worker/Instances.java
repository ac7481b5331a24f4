package dev.nephelite.function.worker;

import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Makes the objects whose methods are functions: the app's own injector does, or else a new one serves each call. */
final class Instances {
    private final @Nullable FunctionInstanceInjector injector;

    private Instances(@Nullable FunctionInstanceInjector injector) {
        this.injector = injector;
    }

    /** Looks for an injector among the services of the app. */
    static Instances of(ClassLoader app) {
        List<FunctionInstanceInjector> injectors = ServiceLoader.load(FunctionInstanceInjector.class, app).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        if (injectors.size() > 1) {
            throw new IllegalArgumentException("The app has " + injectors.size()
                    + " implementations of FunctionInstanceInjector, but only one can make its functions.");
        }
        return new Instances(injectors.isEmpty() ? null : injectors.get(0));
    }

    Object of(Class<?> type) throws Exception {
        return injector == null ? type.getConstructor().newInstance() : injector.getInstance(type);
    }
}
