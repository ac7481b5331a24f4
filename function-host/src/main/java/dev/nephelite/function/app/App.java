package dev.nephelite.function.app;

import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.app.config.HostSettings;
import dev.nephelite.function.app.config.LocalSettings.LocalHttp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A function app, read from disk once and never changed; reading it again makes another one.
 *
 * @param root where {@code host.json} is looked for
 * @param functions every function that could be read, those of {@code errors} included
 * @param classPath the app's own classes and jars, in look-up order; the Functions API itself may be missing
 * @param errors why functions cannot run; may name functions that could not be read at all
 */
public record App(
        Path root,
        HostSettings host,
        AppSettings settings,
        LocalHttp localHttp,
        List<FunctionDefinition> functions,
        List<Path> classPath,
        List<FunctionError> errors) {
    public App {
        functions = List.copyOf(functions);
        classPath = List.copyOf(classPath);
        errors = List.copyOf(errors);
    }

    public Optional<FunctionDefinition> function(String name) {
        return functions.stream()
                .filter(function -> function.name().equalsIgnoreCase(name))
                .findFirst();
    }

    public List<FunctionError> errorsOf(String function) {
        return errors.stream()
                .filter(error -> error.function().equalsIgnoreCase(function))
                .toList();
    }

    /** The functions with nothing wrong, disabled ones included. */
    public List<FunctionDefinition> runnableFunctions() {
        return functions.stream()
                .filter(function -> errorsOf(function.name()).isEmpty())
                .toList();
    }

    /** This app with other settings, such as those only its host knows. */
    public App withSettings(AppSettings other) {
        return new App(root, host, other, localHttp, functions, classPath, errors);
    }

    /** This app with no other functions than these. */
    public App only(Collection<String> names) {
        return new App(
                root,
                host,
                settings,
                localHttp,
                functions.stream()
                        .filter(function -> names.stream().anyMatch(function.name()::equalsIgnoreCase))
                        .toList(),
                classPath,
                errors.stream()
                        .filter(error -> names.stream().anyMatch(error.function()::equalsIgnoreCase))
                        .toList());
    }

    /** This app served as {@code other} says, such as by the command line. */
    public App withLocalHttp(LocalHttp other) {
        return new App(root, host, settings, other, functions, classPath, errors);
    }

    /** This app with its classes somewhere else. */
    public App withClassPath(List<Path> other) {
        return new App(root, host, settings, localHttp, functions, other, errors);
    }

    /** What is left of this app where nothing of it runs. */
    public App withoutFunctions() {
        return new App(root, host, settings, localHttp, List.of(), List.of(), List.of());
    }

    /** This app with what was found wrong later, such as by the worker or a trigger. */
    public App withErrors(List<FunctionError> more) {
        List<FunctionError> all = new ArrayList<>(errors);
        all.addAll(more);
        return new App(root, host, settings, localHttp, functions, classPath, all);
    }

    /**
     * Why one function cannot run. The others are not touched by it.
     *
     * @param function the function's name, or the class or folder it was looked for in when no name could be read
     * @param message one sentence that says what is wrong and, where we know it, what to do
     */
    public record FunctionError(String function, String message) {}
}
