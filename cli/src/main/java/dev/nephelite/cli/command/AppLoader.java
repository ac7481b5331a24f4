package dev.nephelite.cli.command;

import dev.nephelite.cli.output.ConsoleProgress;
import dev.nephelite.cli.output.PrintableText;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.FunctionHost;
import dev.nephelite.function.app.discovery.AppFinder;
import dev.nephelite.function.app.discovery.AppFolder;
import dev.nephelite.function.app.discovery.AppLocation;
import dev.nephelite.function.app.discovery.AppSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Finds and reads the function app to run, and says what takes long.
 *
 * @param cache where what Maven said about a project is remembered
 * @param compiles whether a project is compiled when that is due
 */
record AppLoader(Path cache, Map<String, String> environment, boolean compiles, ConsoleProgress progress) {
    private static final Logger LOG = Logger.getLogger(AppLoader.class.getName());
    private static final String HOME = "nephelite.home";

    /**
     * The app that is meant when none is named: the one that the current folder is, or is in. If there is none, {@code err}
     * says so and how to start one.
     */
    static @Nullable Path inCurrentFolder(PrintWriter err) {
        Path here = Path.of("").toAbsolutePath();
        Optional<Path> app = AppFinder.around(here);
        if (app.isEmpty()) {
            String remedy = AppFinder.below(here).stream()
                    .findFirst()
                    .map(here::relativize)
                    .map("To run the one in %1$s: nephelite start %1$s"::formatted)
                    .orElse("To run one: nephelite start FOLDER");
            note(err, "No function app here or above; storage only. " + remedy);
        }
        app.filter(found -> !found.equals(here))
                .ifPresent(above -> note(err, "Running the function app in " + above + "."));
        return app.map(found -> found.equals(here) ? Path.of("") : found).orElse(null);
    }

    private static void note(PrintWriter err, String line) {
        err.println(PrintableText.of("nephelite: " + line));
        err.flush();
    }

    /** Loads the app in {@code folder}. */
    static AppLoader of(Path folder, boolean compiles, Clock clock, PrintWriter err) {
        Map<String, String> environment = Map.copyOf(System.getenv());
        return new AppLoader(cache(folder, environment), environment, compiles, new ConsoleProgress(clock, err));
    }

    /** The user's cache; what is in there serves every data folder. Without one, the folder that the app's build writes. */
    private static Path cache(Path folder, Map<String, String> environment) {
        Path cache =
                CacheFolder.of(environment, System.getProperty("os.name"), Path.of(System.getProperty("user.home")));
        try {
            return Files.createDirectories(cache);
        } catch (IOException unwritable) {
            LOG.log(Level.FINE, "there is no cache of this user", unwritable);
            return folder.resolve("target").resolve("nephelite");
        }
    }

    /**
     * The app in {@code folder}.
     *
     * @param follows whether it is to be read again when it changes
     */
    AppLocation origin(Path folder, boolean follows) {
        AppSource source = new AppSource(
                folder.toAbsolutePath().normalize(),
                cache,
                environment,
                Map.of(),
                ownMaven(),
                FunctionHost.bindingTypes(),
                compiles);
        return follows
                ? new AppFolder(source, Path.of(System.getProperty("java.io.tmpdir")), progress)
                : AppLocation.of(source.load(progress));
    }

    /** The Maven wrapper of the checkout we run from, for apps on machines without Maven. */
    private static List<String> ownMaven() {
        @Nullable String home = System.getProperty(HOME);
        if (home == null) {
            return List.of();
        }
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        return List.of(Path.of(home, windows ? "mvnw.cmd" : "mvnw").toString());
    }

    /** Where programs of the current user keep what they can make again, by the customs of the operating system. */
    static final class CacheFolder {
        private static final String NAME = "nephelite";

        private CacheFolder() {}

        static Path of(Map<String, String> environment, String operatingSystem, Path home) {
            String system = operatingSystem.toLowerCase(Locale.ROOT);
            if (system.startsWith("windows")) {
                @Nullable String local = environment.get("LOCALAPPDATA");
                return (local == null ? home.resolve("AppData").resolve("Local") : Path.of(local))
                        .resolve(NAME)
                        .resolve("cache");
            }
            @Nullable String xdg = environment.get("XDG_CACHE_HOME");
            if (xdg != null && Path.of(xdg).isAbsolute()) {
                return Path.of(xdg).resolve(NAME);
            }
            return (system.startsWith("mac") ? home.resolve("Library").resolve("Caches") : home.resolve(".cache"))
                    .resolve(NAME);
        }
    }
}
