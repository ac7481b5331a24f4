package dev.nephelite.function.app.discovery;

import dev.nephelite.function.app.App;
import dev.nephelite.function.app.App.FunctionError;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.ProgressListener;
import dev.nephelite.function.app.SupportedTypes;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.app.config.HostSettings;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.app.config.InvalidAppException.NoAppException;
import dev.nephelite.function.app.config.InvalidAppException.UnknownRuntimeException;
import dev.nephelite.function.app.config.LocalSettings;
import dev.nephelite.function.app.config.LocalSettings.LocalHttp;
import dev.nephelite.function.app.discovery.AppFinder.FoundApp;
import dev.nephelite.function.app.discovery.AppLayout.ConfigurationFiles;
import dev.nephelite.function.app.discovery.AppLayout.DiscoveredFunctions;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The location of an app, and the inputs from outside it that determine how it is read. {@link AppFinder} says where an
 * app may be, and the {@link WorkerRuntime} of its language in what form.
 *
 * @param folder an app, a single file that is one, or a folder above or below one
 * @param environment the environment of this process, which overrides all settings of the app
 * @param defaults default settings, such as {@code AzureWebJobsStorage}
 * @param runtimes the runtimes for apps, of which the first that finds an app has it unless its settings name another
 * @param supportedTypes the types of triggers and bindings that this host supports
 */
public record AppLocation(
        Path folder,
        Map<String, String> environment,
        Map<String, String> defaults,
        List<WorkerRuntime> runtimes,
        SupportedTypes supportedTypes) {
    public AppLocation {
        folder = folder.toAbsolutePath().normalize();
        // The environment of the process changes when an app runs in it.
        environment = Map.copyOf(environment);
        runtimes = List.copyOf(runtimes);
    }

    /**
     * Reads the app, whose errors include those of single functions.
     *
     * @param progressListener receives a note before long operations
     * @throws InvalidAppException if there is no app or no runtime for it, or an error affects all functions
     */
    public App load(ProgressListener progressListener) {
        return load(find(progressListener), progressListener);
    }

    private App load(FoundApp found, ProgressListener progressListener) {
        return read(found.runtime(), found.layout().find(progressListener), progressListener);
    }

    /** Reads the app like {@link #load}; it is never read again. */
    public AppLoader loadOnce(ProgressListener progressListener) {
        return loadOnce(find(progressListener), progressListener);
    }

    /** Reads an app that needs not be looked for; it is never read again. */
    public AppLoader loadOnce(FoundApp found, ProgressListener progressListener) {
        runtimeNamedBy(settings(found.layout())).ifPresent(this::runtime);
        return AppLoader.of(load(found, progressListener), found.runtime());
    }

    /**
     * Finds the app and its runtime, but does not read its functions.
     *
     * @throws InvalidAppException if there is no app or no runtime for it
     */
    FoundApp find(ProgressListener progressListener) {
        Optional<String> outside = runtimeNamedBy(AppSettings.of(environment, Map.of(), Map.of()));
        if (outside.isPresent()) {
            return new AppFinder(List.of(runtime(outside.get()))).find(folder, progressListener);
        }
        FoundApp found = new AppFinder(runtimes).find(folder, progressListener);
        Optional<String> inside = runtimeNamedBy(settings(found.layout()));
        if (inside.isEmpty() || inside.get().equalsIgnoreCase(found.runtime().name())) {
            return found;
        }
        WorkerRuntime named = runtime(inside.get());
        Path root = found.layout().root();
        return named.appIn(root)
                .map(layout -> new FoundApp(named, layout))
                .orElseThrow(() -> new NoAppException("The setting %s of the app in %s is '%s', but it has %s."
                        .formatted(WorkerRuntime.SETTING, root, named.name(), named.missingFiles())));
    }

    private static Optional<String> runtimeNamedBy(AppSettings settings) {
        return Optional.ofNullable(settings.value(WorkerRuntime.SETTING))
                .map(String::strip)
                .filter(name -> !name.isEmpty());
    }

    private WorkerRuntime runtime(String name) {
        return runtimes.stream()
                .filter(runtime -> runtime.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new UnknownRuntimeException(
                        name, runtimes.stream().map(WorkerRuntime::name).toList()));
    }

    /** Settings that cannot be read are reported when the app is read. */
    private AppSettings settings(AppLayout layout) {
        try {
            LocalSettings local = LocalSettings.read(layout.configuration().localSettingsJson());
            return AppSettings.of(environment, local.values(), defaults);
        } catch (InvalidAppException | UncheckedIOException ignored) {
            return AppSettings.of(environment, Map.of(), defaults);
        }
    }

    /**
     * The app with the functions that were found. {@code progressListener} receives notes about settings without effect.
     */
    App read(WorkerRuntime runtime, DiscoveredFunctions discoveredFunctions, ProgressListener progressListener) {
        Path root = discoveredFunctions.layout().root();
        ConfigurationFiles places = discoveredFunctions.layout().configuration();
        LocalSettings local = LocalSettings.read(places.localSettingsJson());
        local.notes(AppSettings.of(environment, Map.of(), Map.of())).forEach(progressListener::note);
        AppSettings known = AppSettings.of(environment, local.values(), defaults);
        boolean hasFile = Files.exists(places.localSettingsJson());
        AppSettings settings = withRuntime(hasFile ? known : known.withoutFile(places.localSettingsJson()), runtime);
        HostSettings host = HostSettings.read(places.hostJson(), settings);
        supportedTypes.checkSettings(host);
        List<FunctionDefinition> functions = discoveredFunctions.functions().stream()
                .filter(function -> isSelected(function.name(), host.functions()))
                .map(function -> isDisabled(function.name(), settings) ? function.asDisabled() : function)
                .toList();
        List<FunctionError> errors = new ArrayList<>(discoveredFunctions.errors());
        errors.addAll(duplicates(functions));
        return supportedTypes.withErrors(
                new App(root, host, settings, local.http(), functions, discoveredFunctions.code(), errors));
    }

    private static AppSettings withRuntime(AppSettings settings, WorkerRuntime runtime) {
        return settings.withDefaults(Map.of(WorkerRuntime.SETTING, runtime.name()));
    }

    /** The app in {@code layout} without functions, and without settings that cannot be read. */
    App withoutFunctions(WorkerRuntime runtime, AppLayout layout) {
        try {
            return read(runtime, DiscoveredFunctions.nothing(layout), note -> {});
        } catch (InvalidAppException | UncheckedIOException broken) {
            AppSettings settings = withRuntime(AppSettings.of(environment, Map.of(), defaults), runtime);
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
        return disablingSettings(name).map(settings::value).anyMatch(AppLocation::isTrue);
    }

    /** The names of the settings that can disable a function. */
    public static Stream<String> disablingSettings(String function) {
        return Stream.of("AzureWebJobs." + function + ".Disabled", "AzureWebJobs_" + function + "_Disabled");
    }

    /** Whether the value of such a setting disables the function. */
    public static boolean isTrue(@Nullable String value) {
        return "true".equalsIgnoreCase(value) || "1".equals(value);
    }

    private static List<FunctionError> duplicates(List<FunctionDefinition> functions) {
        Map<String, List<FunctionDefinition>> byName = functions.stream()
                .collect(Collectors.groupingBy(function -> function.name().toLowerCase(Locale.ROOT)));
        return byName.values().stream()
                .filter(namesakes -> namesakes.size() > 1)
                .map(namesakes -> new FunctionError(
                        namesakes.get(0).name(),
                        "Several functions have this name, so none of them runs: "
                                + namesakes.stream()
                                        .map(FunctionDefinition::entryPoint)
                                        .sorted()
                                        .collect(Collectors.joining(", "))
                                + ". Give each a different name."))
                .toList();
    }
}
