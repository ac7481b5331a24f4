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

/** A form in which the functions of an app can be stored in a folder. */
interface AppLayout {
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
     */
    record DiscoveredFunctions(
            AppLayout layout, List<FunctionDefinition> functions, List<FunctionError> errors, List<Path> classPath) {
        static DiscoveredFunctions nothing(AppLayout layout) {
            return new DiscoveredFunctions(layout, List.of(), List.of(), List.of());
        }

        /** Whether there is neither a function nor an error. */
        boolean isEmpty() {
            return functions.isEmpty() && errors.isEmpty();
        }
    }

    /**
     * The possible locations of an app's {@code host.json} and {@code local.settings.json}. The first that exists is used.
     *
     * @param folder the location of a file that does not exist
     */
    record ConfigurationFiles(Path folder, List<Path> hostJsons, List<Path> localSettingsJsons) {
        /** Folders from which the builds of Spring's documentation and samples copy the files. */
        private static final List<String> SOURCE_FOLDERS = List.of("src/main/azure", "src/main/resources");

        public ConfigurationFiles {
            hostJsons = List.copyOf(hostJsons);
            localSettingsJsons = List.copyOf(localSettingsJsons);
        }

        /** The files beside the functions. */
        static ConfigurationFiles in(Path folder) {
            return new ConfigurationFiles(
                    folder, List.of(folder.resolve(HostSettings.FILE)), List.of(folder.resolve(LocalSettings.FILE)));
        }

        /** The files of a project: at the locations in its pom.xml, in its folder, or among its sources. */
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

        /** All locations of both files. */
        List<Path> all() {
            List<Path> all = new ArrayList<>(hostJsons);
            all.addAll(localSettingsJsons);
            return all;
        }
    }
}
