package dev.nephelite.function.app;

import java.nio.file.Path;
import java.util.Set;

/** One of the ways in which the functions of an app can lie in a folder. */
interface AppLayout {
    /** The folder of the app. */
    Path root();

    /** Where {@code host.json} and {@code local.settings.json} are looked for. */
    default ConfigurationPlaces configuration() {
        return ConfigurationPlaces.in(root());
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
}
