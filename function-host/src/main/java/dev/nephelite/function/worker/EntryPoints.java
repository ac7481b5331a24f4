package dev.nephelite.function.worker;

import dev.nephelite.function.app.FunctionDefinition.EntryPoint;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;

/** Finds the method an {@link EntryPoint} names, by the rules of Azure's Java worker: public, and one of its name. */
final class EntryPoints {
    private EntryPoints() {}

    /**
     * Returns the method; its class is loaded, but not initialised.
     *
     * @throws IllegalArgumentException if there is no such method, saying what to do
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
}
