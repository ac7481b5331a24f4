package dev.nephelite.function.app.discovery;

import dev.nephelite.function.app.App;
import dev.nephelite.function.app.App.FunctionError;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.ProgressListener;
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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where an app comes from, and everything outside of it that decides how it is read.
 *
 * <p>A folder with functions staged in it is taken as it is. A folder with a {@code pom.xml} is a plain project: it is
 * compiled when that is due, and its classes are searched for annotations, whatever an earlier packaging has left in
 * {@code target}. Any other folder may at least hold one staged app below its build folder. {@link AppFinder} has the
 * rules.
 *
 * @param folder a staged app, a project, a jar, or a folder above or below one
 * @param cache a folder of ours, for what is worth remembering about a project
 * @param environment of this process; wins over every setting of the app
 * @param defaults settings for an app that does not have them, such as {@code AzureWebJobsStorage}
 * @param mavenFallback a command that starts Maven when the project and the PATH have none; may be empty
 * @param bindingTypes the types of triggers and bindings this host knows
 * @param compiles whether a project is compiled when that is due
 */
public record AppSource(
        Path folder,
        Path cache,
        Map<String, String> environment,
        Map<String, String> defaults,
        List<String> mavenFallback,
        Set<String> bindingTypes,
        boolean compiles) {
    public AppSource {
        folder = folder.toAbsolutePath().normalize();
        cache = cache.toAbsolutePath().normalize();
        // The one of the process itself changes once an app runs in it.
        environment = Map.copyOf(environment);
    }

    /** An app that is compiled when that is due. */
    public AppSource(
            Path folder,
            Path cache,
            Map<String, String> environment,
            Map<String, String> defaults,
            List<String> mavenFallback,
            Set<String> bindingTypes) {
        this(folder, cache, environment, defaults, mavenFallback, bindingTypes, true);
    }

    /**
     * Reads the app; what is wrong with single functions is among its errors.
     *
     * @param progressListener receives a line before anything that takes long
     * @throws InvalidAppException if there is no app, or something all of its functions need is wrong
     */
    public App load(ProgressListener progressListener) {
        return app(layout(progressListener).find(progressListener), progressListener);
    }

    /** Returns how the functions lie in the folder; refuses one in which there are none. */
    AppLayout layout(ProgressListener progressListener) {
        return new AppFinder(cache, new Maven(environment, mavenFallback), compiles).layout(folder, progressListener);
    }

    /** The app with the functions that were found; {@code progressListener} receives a note of what has no effect. */
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
        List<FunctionDefinition> functions = discoveredFunctions.functions().stream()
                .filter(function -> isWanted(function.name(), host.functions()))
                .map(function -> isDisabled(function.name(), settings) ? function.asDisabled() : function)
                .toList();
        List<FunctionError> errors = new ArrayList<>(discoveredFunctions.errors());
        errors.addAll(duplicates(functions));
        functions.stream()
                .flatMap(function -> function.unsupported(bindingTypes).stream())
                .forEach(errors::add);
        return new App(root, host, settings, local.http(), functions, discoveredFunctions.classPath(), errors);
    }

    /** The app that lies in {@code layout}, without any function, and without settings that cannot be read. */
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

    private static boolean isWanted(String name, @Nullable List<String> wanted) {
        return wanted == null || wanted.stream().anyMatch(name::equalsIgnoreCase);
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
