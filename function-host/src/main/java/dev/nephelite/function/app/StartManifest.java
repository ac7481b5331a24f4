package dev.nephelite.function.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the jar of a Spring Boot app says in its manifest about the class to start with. Plain classes have no manifest,
 * but Spring's adapter for Azure looks for this one on the class path; so we write it, in a folder of ours.
 *
 * @param classes folders of classes; the first that has such an application counts
 * @see <a href="https://docs.spring.io/spring-cloud-function/reference/adapters/azure-intro.html">Azure adapter</a>
 */
record StartManifest(List<Path> classes, Path folder) {
    private static final String APPLICATION = "org.springframework.boot.autoconfigure.SpringBootApplication";

    StartManifest {
        classes = List.copyOf(classes);
    }

    /** Returns the folder with the manifest; nothing when no class, or more than one, can be meant. */
    Optional<Path> write() throws IOException {
        for (Path place : classes) {
            List<String> applications = new ClassFiles(place).mentioning(APPLICATION);
            if (Files.exists(in(place)) || applications.size() > 1) {
                return Optional.empty();
            }
            if (!applications.isEmpty()) {
                return Optional.of(write(applications.get(0)));
            }
        }
        return Optional.empty();
    }

    private Path write(String application) throws IOException {
        String manifest = "Manifest-Version: 1.0\nStart-Class: " + application + "\n";
        Path file = in(folder);
        if (!Files.exists(file) || !Files.readString(file).equals(manifest)) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, manifest);
        }
        return folder;
    }

    private static Path in(Path folder) {
        return folder.resolve("META-INF").resolve("MANIFEST.MF");
    }
}
