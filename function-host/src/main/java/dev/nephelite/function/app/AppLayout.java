package dev.nephelite.function.app;

import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;

/** One of the ways in which the functions of an app can lie in a folder. */
interface AppLayout {
    /** Where {@code host.json} is looked for. */
    Path root();

    /** Finds the functions; {@code progress} hears one line before anything that takes long. */
    Discovery find(Consumer<String> progress);

    /** Finds the functions once more, while others may be building the app. */
    default Discovery findAgain(Consumer<String> progress) {
        return find(progress);
    }

    /** The folders, there or not, in which every file matters. */
    Set<Path> trees();
}
