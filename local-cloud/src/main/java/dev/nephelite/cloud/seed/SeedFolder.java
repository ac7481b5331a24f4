package dev.nephelite.cloud.seed;

import dev.nephelite.cloud.seed.Seed.SeedBlob;
import java.io.IOException;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Test data as a folder: {@code containers/NAME} has the blobs of a container, and {@code queues/NAME} a file for each message,
 * in the order of their names.
 */
final class SeedFolder {
    static final String CONTENT_TYPE = "x-ms-blob-content-type";
    private static final String CONTAINERS = "containers";
    private static final String QUEUES = "queues";

    private SeedFolder() {}

    static Seed read(Path folder) throws IOException {
        if (!Files.isDirectory(folder.resolve(CONTAINERS)) && !Files.isDirectory(folder.resolve(QUEUES))) {
            throw new InvalidSeedException("There is no test data in the folder " + folder
                    + ". It has to have a file seed.json or seed.yml, or a subfolder 'containers' or 'queues'.");
        }
        Map<String, List<SeedBlob>> containers = new LinkedHashMap<>();
        for (Path each : subfolders(folder.resolve(CONTAINERS))) {
            containers.put(name(each), blobs(each));
        }
        Map<String, List<byte[]>> queues = new LinkedHashMap<>();
        for (Path each : subfolders(folder.resolve(QUEUES))) {
            List<byte[]> messages = new ArrayList<>();
            for (Path file : files(each)) {
                messages.add(Files.readAllBytes(file));
            }
            queues.put(name(each), messages);
        }
        return new Seed(containers, queues);
    }

    /** The files in {@code folder} and in the folders below it as blobs, whose names are their paths. */
    static List<SeedBlob> blobs(Path folder) throws IOException {
        return files(folder).stream()
                .map(file -> {
                    String name = folder.relativize(file)
                            .toString()
                            .replace(folder.getFileSystem().getSeparator(), "/");
                    return new SeedBlob(name, () -> Files.newInputStream(file), contentType(name));
                })
                .toList();
    }

    /** The header with the content type that a name usually has; none if it is not known. */
    static Map<String, String> contentType(String name) {
        @Nullable String type = URLConnection.guessContentTypeFromName(name);
        return type == null ? Map.of() : Map.of(CONTENT_TYPE, type);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static List<Path> subfolders(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static String name(Path folder) {
        return folder.getFileName().toString();
    }
}
