package dev.nephelite.function.app;

import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.app.config.HostSettings;
import dev.nephelite.function.app.config.LocalSettings.LocalHttp;
import dev.nephelite.function.worker.WorkerApp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A function app as it was when it was read from disk. Immutable.
 *
 * @param root the folder in which {@code host.json} is expected
 * @param functions every function that could be read, including those with errors
 * @param code the files and folders with the code, as the runtime orders them: for Java, the class path, which may lack
 *     the Functions API
 * @param errors the reasons why functions cannot run, including functions that could not be read
 */
public record App(
        Path root,
        HostSettings host,
        AppSettings settings,
        LocalHttp localHttp,
        List<FunctionDefinition> functions,
        List<Path> code,
        List<FunctionError> errors) {
    public App {
        functions = List.copyOf(functions);
        code = List.copyOf(code);
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

    /** The functions without errors, including disabled ones. */
    public List<FunctionDefinition> runnableFunctions() {
        return functions.stream()
                .filter(function -> errorsOf(function.name()).isEmpty())
                .toList();
    }

    /** The runnable functions of this app as a worker needs them. */
    public WorkerApp forWorker() {
        return new WorkerApp(
                root,
                code,
                settings.outsideEnvironment(),
                runnableFunctions().stream().map(FunctionDefinition::metadata).toList());
    }

    /** This app with other settings, such as those that the host adds. */
    public App withSettings(AppSettings other) {
        return new App(root, host, other, localHttp, functions, code, errors);
    }

    /** This app with only the named functions. */
    public App only(Collection<String> names) {
        return new App(
                root,
                host,
                settings,
                localHttp,
                functions.stream()
                        .filter(function -> names.stream().anyMatch(function.name()::equalsIgnoreCase))
                        .toList(),
                code,
                errors.stream()
                        .filter(error -> names.stream().anyMatch(error.function()::equalsIgnoreCase))
                        .toList());
    }

    /** This app with other HTTP settings, such as those of the command line. */
    public App withLocalHttp(LocalHttp other) {
        return new App(root, host, settings, other, functions, code, errors);
    }

    /** This app with its code in other places. */
    public App withCode(List<Path> other) {
        return new App(root, host, settings, localHttp, functions, other, errors);
    }

    /** This app without functions, code and errors. */
    public App withoutFunctions() {
        return new App(root, host, settings, localHttp, List.of(), List.of(), List.of());
    }

    /** This app with more errors, such as those that the worker or a trigger found. */
    public App withErrors(List<FunctionError> more) {
        List<FunctionError> all = new ArrayList<>(errors);
        all.addAll(more);
        return new App(root, host, settings, localHttp, functions, code, all);
    }

    /**
     * The reason why a function cannot run. It does not affect other functions.
     *
     * @param function the function's name, or its class or folder if the name could not be read
     * @param message one sentence that says what is wrong and, if known, what to do
     */
    public record FunctionError(String function, String message) {}
}
