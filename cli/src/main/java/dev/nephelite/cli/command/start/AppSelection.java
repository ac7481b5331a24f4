package dev.nephelite.cli.command.start;

import dev.nephelite.cli.output.ConsoleProgress;
import dev.nephelite.cli.output.PrintableText;
import dev.nephelite.cloud.FunctionApp;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.app.discovery.AppFinder;
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

/** Finds the function app to run, with the settings, the cache and the Maven of the current user. */
public final class AppSelection {
    private static final Logger LOG = Logger.getLogger(AppSelection.class.getName());
    private static final String HOME = "nephelite.home";

    private AppSelection() {}

    /**
     * The app to run if none is named.
     *
     * @param folder null if there is none
     * @param note tells the user which app it is, or how to start one; null if it is the one in the current folder
     */
    public record DefaultApp(
            @Nullable Path folder, @Nullable String note) {
        /** Looks for an app in the current folder and above. */
        public static DefaultApp find() {
            Path here = Path.of("").toAbsolutePath();
            AppFinder finder = FunctionApp.finder();
            Optional<Path> app = finder.around(here);
            if (app.isEmpty()) {
                String remedy = finder.below(here).stream()
                        .findFirst()
                        .map(here::relativize)
                        .map("To run the one in %1$s: nephelite start %1$s"::formatted)
                        .orElse("To run one: nephelite start FOLDER");
                return new DefaultApp(null, "No function app in " + here + " or above; storage only. " + remedy);
            }
            return app.get().equals(here)
                    ? new DefaultApp(Path.of(""), null)
                    : new DefaultApp(app.get(), "Running the function app in " + app.get() + ".");
        }

        void printNote(PrintWriter err) {
            if (note != null) {
                err.println(PrintableText.of("nephelite: " + note));
                err.flush();
            }
        }
    }

    /**
     * The app in a folder.
     *
     * @param err where operations that take long are reported
     */
    public static FunctionApp app(Path folder, Clock clock, PrintWriter err) {
        Map<String, String> environment = Map.copyOf(System.getenv());
        return FunctionApp.in(folder)
                .environment(environment)
                .cache(cache(folder, environment))
                .mavenFallback(ownMaven())
                .progress(new ConsoleProgress(clock, err));
    }

    /** The system's folder for temporary files, for copies of the classes of an app that is reloaded. */
    static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir"));
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
