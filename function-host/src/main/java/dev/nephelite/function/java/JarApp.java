package dev.nephelite.function.java;

import dev.nephelite.function.app.ProgressListener;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.app.discovery.AppLayout;
import dev.nephelite.function.app.discovery.AppLayout.DiscoveredFunctions;
import dev.nephelite.function.app.discovery.FileTree;
import dev.nephelite.function.app.discovery.FunctionJson;
import dev.nephelite.function.java.ClassFiles.ScanCache;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An app in a jar whose functions are annotated. Its dependencies are in the jar or in {@code lib} beside it.
 *
 * @param cache the cache folder
 */
record JarApp(Path jar, Path cache) implements AppLayout {
    static final String SUFFIX = ".jar";

    /** The app in a folder with a single jar. */
    static Optional<JarApp> in(Path folder, Path cache) {
        List<Path> jars = FileTree.children(folder).stream()
                .filter(child -> child.toString().endsWith(SUFFIX))
                .toList();
        if (jars.size() > 1) {
            throw new InvalidAppException(folder + " holds several jars. Name the one to run: " + jars);
        }
        return jars.stream().findFirst().map(jar -> new JarApp(jar, cache));
    }

    /** The class path of {@code jar}: the jar itself and the jars in the folder of dependencies. */
    static List<Path> classPath(Path jar) {
        Set<Path> classPath = new LinkedHashSet<>(Set.of(jar));
        library(jar.resolveSibling("")).ifPresent(library -> FileTree.children(library).stream()
                .filter(file -> file.toString().endsWith(SUFFIX))
                .forEach(classPath::add));
        return List.copyOf(classPath);
    }

    /**
     * The folder of dependencies: {@code lib}, or else the first folder by name that ends in {@code lib} and is not the
     * folder of a function.
     */
    static Optional<Path> library(Path folder) {
        Path usual = folder.resolve("lib");
        if (Files.isDirectory(usual)) {
            return Optional.of(usual);
        }
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        return FileTree.children(folder).stream()
                .filter(child -> Files.isDirectory(child) && child.toString().endsWith("lib"))
                .filter(child -> !FunctionJson.isIn(child))
                .findFirst();
    }

    @Override
    public Path root() {
        return jar.resolveSibling("").normalize();
    }

    @Override
    public DiscoveredFunctions find(ProgressListener progressListener) {
        DiscoveredFunctions found =
                AnnotationScan.find(this, classPath(jar), new ScanCache(AppLayout.cacheFile(jar, cache, "functions")));
        if (found.isEmpty()) {
            throw new InvalidAppException("There is no function in " + jar
                    + ". Annotate public methods with @FunctionName, and package the app again.");
        }
        return found;
    }

    @Override
    public Set<String> suffixes() {
        return Set.of(SUFFIX);
    }

    @Override
    public Set<Path> trees() {
        return Set.of(library(root()).orElseGet(() -> root().resolve("lib")));
    }
}
