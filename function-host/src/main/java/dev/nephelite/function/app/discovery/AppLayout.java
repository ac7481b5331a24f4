package dev.nephelite.function.app.discovery;

import dev.nephelite.function.app.App.FunctionError;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.ProgressListener;
import dev.nephelite.function.app.config.HostSettings;
import dev.nephelite.function.app.config.LocalSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** An app in a form that its runtime knows, such as a staged folder or a project. */
public interface AppLayout {
    /** The folder of the app. */
    Path root();

    /** The possible locations of {@code host.json} and {@code local.settings.json}. */
    default ConfigurationFiles configuration() {
        return ConfigurationFiles.in(root());
    }

    /** Finds the functions. {@code progressListener} receives a note before long operations. */
    DiscoveredFunctions find(ProgressListener progressListener);

    /**
     * Finds the functions again, while a build of the app may be running.
     *
     * @param previous the previous result
     */
    default DiscoveredFunctions findAgain(DiscoveredFunctions previous, ProgressListener progressListener) {
        return find(progressListener);
    }

    /** The folders, which need not exist, in which every file belongs to the app. */
    Set<Path> trees();

    /** The endings of the names of files that belong to the app if they are directly in its folder. */
    default Set<String> suffixes() {
        return Set.of();
    }

    /** The folders of sources that {@link #find} compiles. */
    default Set<Path> sources() {
        return Set.of();
    }

    /** The files, which need not exist, that define the build of the app. */
    default Set<Path> buildFiles() {
        return Set.of();
    }

    /**
     * The path of a file or folder that caches something about the app or project in {@code folder}. It need not exist.
     *
     * @param cache the cache folder, which many apps share
     * @param kind what is cached
     */
    static Path cacheFile(Path folder, Path cache, String kind) {
        Path absolute = folder.toAbsolutePath().normalize();
        return cache.resolve(kind)
                .resolve(absolute.getFileName() + "-"
                        + Integer.toHexString(absolute.toString().hashCode()));
    }

    /**
     * The functions found in an app's folder, and the errors of others.
     *
     * @param layout where they were found; the staged app of a project if its classes contain no function
     * @param code see {@link dev.nephelite.function.app.App#code}
     */
    record DiscoveredFunctions(
            AppLayout layout, List<FunctionDefinition> functions, List<FunctionError> errors, List<Path> code) {
        public static DiscoveredFunctions nothing(AppLayout layout) {
            return new DiscoveredFunctions(layout, List.of(), List.of(), List.of());
        }

        /** Whether there is neither a function nor an error. */
        public boolean isEmpty() {
            return functions.isEmpty() && errors.isEmpty();
        }
    }

    /**
     * The possible locations of an app's {@code host.json} and {@code local.settings.json}. The first that exists is used.
     *
     * @param folder the location of a file that does not exist
     */
    record ConfigurationFiles(Path folder, List<Path> hostJsons, List<Path> localSettingsJsons) {
        public ConfigurationFiles {
            hostJsons = List.copyOf(hostJsons);
            localSettingsJsons = List.copyOf(localSettingsJsons);
        }

        /** The files beside the functions. */
        public static ConfigurationFiles in(Path folder) {
            return new ConfigurationFiles(
                    folder, List.of(folder.resolve(HostSettings.FILE)), List.of(folder.resolve(LocalSettings.FILE)));
        }

        public Path hostJson() {
            return first(hostJsons, HostSettings.FILE);
        }

        public Path localSettingsJson() {
            return first(localSettingsJsons, LocalSettings.FILE);
        }

        private Path first(List<Path> places, String file) {
            return places.stream().filter(Files::isRegularFile).findFirst().orElse(folder.resolve(file));
        }

        /** All locations of both files. */
        public List<Path> all() {
            List<Path> all = new ArrayList<>(hostJsons);
            all.addAll(localSettingsJsons);
            return all;
        }
    }
}
