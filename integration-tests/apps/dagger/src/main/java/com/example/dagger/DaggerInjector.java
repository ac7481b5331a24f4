package com.example.dagger;

import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import dagger.Component;
import jakarta.inject.Singleton;

/** Has Dagger make the functions. */
public class DaggerInjector implements FunctionInstanceInjector {
    private static final Functions FUNCTIONS = DaggerDaggerInjector_Functions.create();

    @Override
    public <T> T getInstance(Class<T> functionClass) throws Exception {
        if (functionClass == Reception.class) {
            return functionClass.cast(FUNCTIONS.reception());
        }
        throw new IllegalArgumentException(functionClass + " is no function of this app");
    }

    /** What Dagger writes the code for. */
    @Singleton
    @Component
    public interface Functions {
        Reception reception();
    }
}
