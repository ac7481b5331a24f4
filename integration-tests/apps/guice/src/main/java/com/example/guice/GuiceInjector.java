package com.example.guice;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;

/** Has Guice make the functions. */
public class GuiceInjector implements FunctionInstanceInjector {
    private static final Injector INJECTOR = Guice.createInjector();

    @Override
    public <T> T getInstance(Class<T> functionClass) {
        return INJECTOR.getInstance(functionClass);
    }
}
