package dev.nephelite.function.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where an app may keep its {@code host.json} and {@code local.settings.json}; for each, the first that exists counts.
 *
 * @param folder where a file is expected if it exists nowhere
 */
record ConfigurationPlaces(Path folder, List<Path> hostJsons, List<Path> localSettingsJsons) {
    /** Folders that Spring's documentation and its samples keep the files in, for their builds to copy. */
    private static final List<String> SOURCE_FOLDERS = List.of("src/main/azure", "src/main/resources");

    ConfigurationPlaces {
        hostJsons = List.copyOf(hostJsons);
        localSettingsJsons = List.copyOf(localSettingsJsons);
    }

    /** The two files beside the functions. */
    static ConfigurationPlaces in(Path folder) {
        return new ConfigurationPlaces(
                folder, List.of(folder.resolve(HostJson.FILE)), List.of(folder.resolve(LocalSettings.FILE)));
    }

    /** The files of the project in {@code folder}: where its pom.xml says, in the folder, or among the sources. */
    static ConfigurationPlaces ofProject(Path folder) {
        Pom pom = Pom.in(folder);
        return new ConfigurationPlaces(
                folder,
                places(folder, pom, "hostJson", HostJson.FILE),
                places(folder, pom, "localSettingsJson", LocalSettings.FILE));
    }

    private static List<Path> places(Path folder, Pom pom, String parameter, String file) {
        List<Path> places = new ArrayList<>();
        pom.functionsPlugin(parameter).map(folder::resolve).map(Path::normalize).ifPresent(places::add);
        places.add(folder.resolve(file));
        SOURCE_FOLDERS.forEach(sources -> places.add(folder.resolve(sources).resolve(file)));
        return places;
    }

    Path hostJson() {
        return first(hostJsons, HostJson.FILE);
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
