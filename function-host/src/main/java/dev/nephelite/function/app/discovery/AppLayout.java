package dev.nephelite.function.app.discovery;

import dev.nephelite.function.app.App.FunctionError;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.ProgressListener;
import dev.nephelite.function.app.config.HostSettings;
import dev.nephelite.function.app.config.LocalSettings;
import dev.nephelite.function.app.maven.Pom;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One of the ways in which the functions of an app can lie in a folder. */
interface AppLayout {
    /** The folder of the app. */
    Path root();

    /** Where {@code host.json} and {@code local.settings.json} are looked for. */
    default ConfigurationFiles configuration() {
        return ConfigurationFiles.in(root());
    }

    /** Finds the functions; {@code progressListener} receives a line before anything that takes long. */
    DiscoveredFunctions find(ProgressListener progressListener);

    /**
     * Finds the functions once more, while others may be building the app.
     *
     * @param previous what was found before
     */
    default DiscoveredFunctions findAgain(DiscoveredFunctions previous, ProgressListener progressListener) {
        return find(progressListener);
    }

    /** The folders, there or not, in which every file matters. */
    Set<Path> trees();

    /** The folders of sources that {@link #find} compiles; none if it compiles nothing. */
    default Set<Path> sources() {
        return Set.of();
    }

    /** The files, there or not, that tell how the app is built. */
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
     * The functions found in an app's folder, and what was in the way of others.
     *
     * @param layout where they were found; the staged app of a project if its classes hold no function
     */
    record DiscoveredFunctions(
            AppLayout layout, List<FunctionDefinition> functions, List<FunctionError> errors, List<Path> classPath) {
        static DiscoveredFunctions nothing(AppLayout layout) {
            return new DiscoveredFunctions(layout, List.of(), List.of(), List.of());
        }

        /** Whether there is no trace of a function, not even of one in error. */
        boolean isEmpty() {
            return functions.isEmpty() && errors.isEmpty();
        }
    }

    /**
     * Where an app may keep its {@code host.json} and {@code local.settings.json}; for each, the first that exists counts.
     *
     * @param folder where a file is expected if it exists nowhere
     */
    record ConfigurationFiles(Path folder, List<Path> hostJsons, List<Path> localSettingsJsons) {
        /** Folders that Spring's documentation and its samples keep the files in, for their builds to copy. */
        private static final List<String> SOURCE_FOLDERS = List.of("src/main/azure", "src/main/resources");

        public ConfigurationFiles {
            hostJsons = List.copyOf(hostJsons);
            localSettingsJsons = List.copyOf(localSettingsJsons);
        }

        /** The two files beside the functions. */
        static ConfigurationFiles in(Path folder) {
            return new ConfigurationFiles(
                    folder, List.of(folder.resolve(HostSettings.FILE)), List.of(folder.resolve(LocalSettings.FILE)));
        }

        /** The files of the project in {@code folder}: where its pom.xml says, in the folder, or among the sources. */
        static ConfigurationFiles ofProject(Path folder) {
            Pom pom = Pom.in(folder);
            return new ConfigurationFiles(
                    folder,
                    places(folder, pom, "hostJson", HostSettings.FILE),
                    places(folder, pom, "localSettingsJson", LocalSettings.FILE));
        }

        private static List<Path> places(Path folder, Pom pom, String parameter, String file) {
            List<Path> places = new ArrayList<>();
            pom.functionsPlugin(parameter)
                    .map(folder::resolve)
                    .map(Path::normalize)
                    .ifPresent(places::add);
            places.add(folder.resolve(file));
            SOURCE_FOLDERS.forEach(sources -> places.add(folder.resolve(sources).resolve(file)));
            return places;
        }

        Path hostJson() {
            return first(hostJsons, HostSettings.FILE);
        }

        Path localSettingsJson() {
            return first(localSettingsJsons, LocalSettings.FILE);
        }

        private Path first(List<Path> places, String file) {
            return places.stream().filter(Files::isRegularFile).findFirst().orElse(folder.resolve(file));
        }

        /** Every file whose appearance, change or removal may change the configuration. */
        List<Path> all() {
            List<Path> all = new ArrayList<>(hostJsons);
            all.addAll(localSettingsJsons);
            return all;
        }
    }
}
