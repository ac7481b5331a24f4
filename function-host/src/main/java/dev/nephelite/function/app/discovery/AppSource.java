package dev.nephelite.function.app.discovery;

import dev.nephelite.function.app.App;
import dev.nephelite.function.app.App.FunctionError;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.ProgressListener;
import dev.nephelite.function.app.SupportedTypes;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.app.config.HostSettings;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.app.config.InvalidAppException.ForeignRuntimeException;
import dev.nephelite.function.app.config.LocalSettings;
import dev.nephelite.function.app.config.LocalSettings.LocalHttp;
import dev.nephelite.function.app.discovery.AppLayout.ConfigurationFiles;
import dev.nephelite.function.app.discovery.AppLayout.DiscoveredFunctions;
import dev.nephelite.function.app.maven.Maven;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The location of an app, and the inputs from outside it that determine how it is read.
 *
 * <p>A folder with staged functions is used as it is. A folder with a {@code pom.xml} is a project: it is compiled if
 * necessary, and its classes are scanned for annotations, regardless of apps that were staged before. Any other folder may
 * contain a staged app in its build folder. {@link AppFinder} has the rules.
 *
 * @param folder a staged app, a project, a jar, or a folder above or below one
 * @param cache the cache folder
 * @param environment the environment of this process, which overrides all settings of the app
 * @param defaults default settings, such as {@code AzureWebJobsStorage}
 * @param mavenFallback a command that starts Maven if neither the project nor the PATH has one; may be empty
 * @param supportedTypes the types of triggers and bindings that this host supports
 * @param compiles whether a project is compiled if necessary
 */
public record AppSource(
        Path folder,
        Path cache,
        Map<String, String> environment,
        Map<String, String> defaults,
        List<String> mavenFallback,
        SupportedTypes supportedTypes,
        boolean compiles) {
    public AppSource {
        folder = folder.toAbsolutePath().normalize();
        cache = cache.toAbsolutePath().normalize();
        // The environment of the process changes when an app runs in it.
        environment = Map.copyOf(environment);
    }

    /** An app that is compiled if necessary. */
    public AppSource(
            Path folder,
            Path cache,
            Map<String, String> environment,
            Map<String, String> defaults,
            List<String> mavenFallback,
            SupportedTypes supportedTypes) {
        this(folder, cache, environment, defaults, mavenFallback, supportedTypes, true);
    }

    /**
     * Reads the app, whose errors include those of single functions.
     *
     * @param progressListener receives a note before long operations
     * @throws InvalidAppException if there is no app, or an error affects all functions
     */
    public App load(ProgressListener progressListener) {
        return app(layout(progressListener).find(progressListener), progressListener);
    }

    /**
     * Reads the functions in compiled classes, instead of looking for an app. {@code host.json} and
     * {@code local.settings.json} are read from the folder if they are there.
     *
     * @param classPath folders of classes and jars, in lookup order
     * @param progressListener receives notes about settings without effect
     * @throws InvalidAppException if an error affects all functions
     */
    public App loadClasses(List<Path> classPath, ProgressListener progressListener) {
        return app(new CompiledClasses(folder, classPath, cache).find(progressListener), progressListener);
    }

    /**
     * The layout of the app in the folder.
     *
     * @throws InvalidAppException if there is no app
     */
    AppLayout layout(ProgressListener progressListener) {
        return new AppFinder(cache, new Maven(environment, mavenFallback), compiles).layout(folder, progressListener);
    }

    /**
     * The app with the functions that were found. {@code progressListener} receives notes about settings without effect.
     */
    App app(DiscoveredFunctions discoveredFunctions, ProgressListener progressListener) {
        App app = read(discoveredFunctions, progressListener);
        ForeignRuntimeException.requireJava(app.settings());
        return app;
    }

    private App read(DiscoveredFunctions discoveredFunctions, ProgressListener progressListener) {
        Path root = discoveredFunctions.layout().root();
        ConfigurationFiles places = discoveredFunctions.layout().configuration();
        LocalSettings local = LocalSettings.read(places.localSettingsJson());
        local.notes(AppSettings.of(environment, Map.of(), Map.of())).forEach(progressListener::note);
        AppSettings settings = AppSettings.of(environment, local.values(), defaults);
        HostSettings host = HostSettings.read(places.hostJson(), settings);
        supportedTypes.checkSettings(host);
        List<FunctionDefinition> functions = discoveredFunctions.functions().stream()
                .filter(function -> isSelected(function.name(), host.functions()))
                .map(function -> isDisabled(function.name(), settings) ? function.asDisabled() : function)
                .toList();
        List<FunctionError> errors = new ArrayList<>(discoveredFunctions.errors());
        errors.addAll(duplicates(functions));
        functions.stream()
                .filter(function -> !function.disabled())
                .flatMap(function -> supportedTypes.unsupported(function).stream())
                .forEach(errors::add);
        return new App(root, host, settings, local.http(), functions, discoveredFunctions.classPath(), errors);
    }

    /** The app in {@code layout} without functions, and without settings that cannot be read. */
    App withoutFunctions(AppLayout layout) {
        try {
            return read(DiscoveredFunctions.nothing(layout), note -> {});
        } catch (InvalidAppException | UncheckedIOException broken) {
            AppSettings settings = AppSettings.of(environment, Map.of(), defaults);
            return new App(
                    layout.root(),
                    HostSettings.defaults(),
                    settings,
                    LocalHttp.UNSPECIFIED,
                    List.of(),
                    List.of(),
                    List.of());
        }
    }

    private static boolean isSelected(String name, @Nullable List<String> selected) {
        return selected == null || selected.stream().anyMatch(name::equalsIgnoreCase);
    }

    private static boolean isDisabled(String name, AppSettings settings) {
        return Stream.of("AzureWebJobs." + name + ".Disabled", "AzureWebJobs_" + name + "_Disabled")
                .map(settings::value)
                .anyMatch(value -> "true".equalsIgnoreCase(value) || "1".equals(value));
    }

    private static List<FunctionError> duplicates(List<FunctionDefinition> functions) {
        Map<String, List<FunctionDefinition>> byName = functions.stream()
                .collect(Collectors.groupingBy(function -> function.name().toLowerCase(Locale.ROOT)));
        return byName.values().stream()
                .filter(namesakes -> namesakes.size() > 1)
                .map(namesakes -> new FunctionError(
                        namesakes.get(0).name(),
                        "Several methods are called by this name, so none of them runs: "
                                + namesakes.stream()
                                        .map(function -> function.entryPoint().toString())
                                        .sorted()
                                        .collect(Collectors.joining(", "))
                                + ". Give each a different @FunctionName."))
                .toList();
    }
}
