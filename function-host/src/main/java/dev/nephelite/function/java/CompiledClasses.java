package dev.nephelite.function.java;

import dev.nephelite.function.app.ProgressListener;
import dev.nephelite.function.app.discovery.AppLayout;
import dev.nephelite.function.java.ClassFiles.ScanCache;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Functions in classes that somebody else compiles, such as those of a test.
 *
 * @param cache the cache folder
 */
record CompiledClasses(Path root, List<Path> classPath, Path cache) implements AppLayout {
    @Override
    public DiscoveredFunctions find(ProgressListener progressListener) {
        return AnnotationScan.find(this, classPath, new ScanCache(AppLayout.cacheFile(root, cache, "functions")));
    }

    @Override
    public Set<Path> trees() {
        return classPath.stream().filter(Files::isDirectory).collect(Collectors.toSet());
    }
}
