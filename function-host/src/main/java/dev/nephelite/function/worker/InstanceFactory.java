package dev.nephelite.function.worker;

import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import org.jspecify.annotations.Nullable;

/**
 * Makes the objects whose methods are functions: the app's own injector does, or else a new one serves each call.
 *
 * @param injector null when the app has none
 */
record InstanceFactory(@Nullable FunctionInstanceInjector injector) {
    boolean areInjected() {
        return injector != null;
    }

    Object of(Class<?> type) throws Exception {
        return injector == null ? type.getConstructor().newInstance() : injector.getInstance(type);
    }
}
