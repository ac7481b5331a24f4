package dev.nephelite.function.worker;

import dev.nephelite.function.app.App;
import dev.nephelite.function.app.AppClassLoader;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.FunctionError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.TreeMap;

/** The classes of one app in this process, from loading them until they are let go. */
final class LoadedApp implements AutoCloseable {
    private final PublishedSettings.Shown settings;
    private final AppClassLoader loader;
    private final SharedLoggers loggers;
    private final Map<String, JavaFunction> functions = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final List<FunctionError> errors;

    /** The settings come first: classes may read them while they are initialised. */
    LoadedApp(App app, PublishedSettings published) {
        settings = published.show(app.settings().outsideEnvironment());
        loader = new AppClassLoader(app.classPath());
        loggers = new SharedLoggers(loader);
        errors = ContextClassLoader.during(() -> load(app.soundFunctions()), loader);
    }

    private List<FunctionError> load(List<FunctionDefinition> definitions) {
        AppServices services;
        try {
            services = AppServices.of(loader);
        } catch (RuntimeException | LinkageError | ServiceConfigurationError broken) {
            return definitions.stream()
                    .map(definition -> error(definition, broken))
                    .toList();
        }
        return definitions.stream()
                .flatMap(definition -> load(definition, services).stream())
                .toList();
    }

    private Optional<FunctionError> load(FunctionDefinition definition, AppServices services) {
        try {
            functions.put(definition.name(), new JavaFunction(definition, loader, services));
            return Optional.empty();
        } catch (RuntimeException | LinkageError broken) {
            return Optional.of(error(definition, broken));
        }
    }

    /** Our own refusals explain themselves; of anything else, the type is part of the message. */
    private static FunctionError error(FunctionDefinition definition, Throwable broken) {
        boolean explained =
                broken instanceof IllegalArgumentException || broken instanceof UnsupportedClassVersionError;
        String message = explained ? broken.getMessage() : broken.toString();
        return new FunctionError(definition.name(), "It cannot be loaded. " + message);
    }

    AppStackTraces traces() {
        return new AppStackTraces(loader);
    }

    Optional<JavaFunction> function(String name) {
        return Optional.ofNullable(functions.get(name));
    }

    List<FunctionError> errors() {
        return errors;
    }

    @Override
    public void close() {
        settings.close();
        loggers.close();
        try {
            loader.close();
        } catch (IOException stuck) {
            throw new UncheckedIOException("Cannot release the app's jars", stuck);
        }
    }
}
