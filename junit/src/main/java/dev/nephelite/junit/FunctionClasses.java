package dev.nephelite.junit;

import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * The classes with functions in a package and in the packages below it, of the application and of the tests.
 *
 * @param classes at least one, ordered by name
 */
record FunctionClasses(List<Class<?>> classes) {
    /** By name, because tests without functions do not have the Functions API on their class path. */
    private static final String FUNCTION_NAME = "com.microsoft.azure.functions.annotation.FunctionName";

    /**
     * Searches the class path of the tests.
     *
     * @throws ExtensionConfigurationException if no class has a function
     */
    static FunctionClasses in(String packageName) {
        List<Class<?>> found =
                ReflectionSupport.findAllClassesInPackage(packageName, FunctionClasses::hasFunction, name -> true)
                        .stream()
                        .sorted(Comparator.comparing(Class::getName))
                        .toList();
        if (found.isEmpty()) {
            throw new ExtensionConfigurationException("No class in the package '" + packageName
                    + "' or below it has a method with @FunctionName. Is the name in functionPackages right?");
        }
        return new FunctionClasses(found);
    }

    private static boolean hasFunction(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .flatMap(method -> Arrays.stream(method.getAnnotations()))
                .map(Annotation::annotationType)
                .anyMatch(annotation -> annotation.getName().equals(FUNCTION_NAME));
    }
}
