package dev.nephelite.cli;

import dev.nephelite.function.FunctionHost;
import dev.nephelite.function.app.AppFolder;
import dev.nephelite.function.app.AppOrigin;
import dev.nephelite.function.app.AppSource;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds and reads the function app to run, saying on {@code err} what takes long.
 *
 * @param compiles whether a project is compiled when that is due
 */
record AppLoader(Path cache, Map<String, String> environment, boolean compiles, PrintWriter err) {
    private static final String HOME = "nephelite.home";

    /** The app that is meant when none is named: the one in the current folder, if there is one. */
    static @Nullable Path inCurrentFolder() {
        return Files.exists(Path.of("host.json")) ? Path.of("") : null;
    }

    /** Loads the app in {@code folder}, remembering things in the data folder, or else where its own build does. */
    static AppLoader of(@Nullable Path location, Path folder, boolean compiles, PrintWriter err) {
        Path cache = location == null ? folder.resolve("target").resolve("nephelite") : location.resolve("cache");
        return new AppLoader(cache, Map.copyOf(System.getenv()), compiles, err);
    }

    /**
     * The app in {@code folder}.
     *
     * @param follows whether it is to be read again when it changes
     */
    AppOrigin origin(Path folder, boolean follows) {
        AppSource source = new AppSource(
                folder.toAbsolutePath().normalize(),
                cache,
                environment,
                Map.of(),
                ownMaven(),
                FunctionHost.bindingTypes(),
                compiles);
        return follows ? new AppFolder(source, this::tell) : AppOrigin.of(source.load(this::tell));
    }

    private void tell(String line) {
        err.println("nephelite: " + line);
        err.flush();
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
}
