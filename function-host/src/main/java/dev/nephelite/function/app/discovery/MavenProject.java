package dev.nephelite.function.app.discovery;

import dev.nephelite.function.app.ProgressListener;
import dev.nephelite.function.app.discovery.AppLayout.ConfigurationFiles;
import dev.nephelite.function.app.discovery.AppLayout.DiscoveredFunctions;
import dev.nephelite.function.app.discovery.ClassFiles.ScanCache;
import dev.nephelite.function.app.maven.Maven;
import dev.nephelite.function.app.maven.Maven.BuildLock;
import dev.nephelite.function.app.maven.MavenClassPath;
import dev.nephelite.function.app.maven.MavenModule;
import dev.nephelite.function.app.maven.Pom;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An app that is a Maven project: its class path is {@code target/classes}, the same of the modules it depends on, and its
 * other dependencies.
 *
 * @param root where the {@code pom.xml} is
 * @param cache a folder of ours
 * @param compiles whether sources that are newer than the classes are compiled at first
 */
record MavenProject(Path root, Path cache, Maven maven, boolean compiles) implements AppLayout {
    @Override
    public ConfigurationFiles configuration() {
        return ConfigurationFiles.ofProject(root);
    }

    @Override
    public Set<Path> trees() {
        Set<Path> trees = new HashSet<>(StagedApp.stagingFolders(root));
        trees.add(new MavenModule(root).classes());
        return trees;
    }

    @Override
    public Set<Path> sources() {
        if (!compiles) {
            return Set.of();
        }
        try {
            return resolved().modules().stream().map(MavenModule::sources).collect(Collectors.toSet());
        } catch (IOException unreadable) {
            return Set.of(new MavenModule(root).sources());
        }
    }

    @Override
    public Set<Path> buildFiles() {
        try {
            return resolved().poms();
        } catch (IOException unreadable) {
            return Set.of(root.resolve(Pom.FILE));
        }
    }

    private MavenClassPath resolved() {
        return new MavenClassPath(root, AppLayout.cacheFile(root, cache, "class-path"));
    }

    @Override
    public DiscoveredFunctions find(ProgressListener progressListener) {
        DiscoveredFunctions found = scan(compiles, progressListener);
        return found.isEmpty() ? staged(progressListener).orElse(found) : found;
    }

    /**
     * Developers compile by themselves while the host runs: half of what is being written would not even compile. Classes
     * that are gone are probably about to be written again, so they are not a reason to run what was staged before.
     */
    @Override
    public DiscoveredFunctions findAgain(DiscoveredFunctions previous, ProgressListener progressListener) {
        DiscoveredFunctions found = scan(false, progressListener);
        boolean wasStaged = !previous.layout().equals(this);
        return found.isEmpty() && wasStaged ? staged(progressListener).orElse(found) : found;
    }

    private DiscoveredFunctions scan(boolean compiling, ProgressListener progressListener) {
        return AnnotationScan.find(this, classPath(progressListener, compiling), scannedJars());
    }

    private ScanCache scannedJars() {
        return new ScanCache(AppLayout.cacheFile(root, cache, "functions"));
    }

    /** The app in the staging folder, for a project whose classes hold no function. */
    private Optional<DiscoveredFunctions> staged(ProgressListener progressListener) {
        Optional<Path> staged = StagedApp.stagedBy(root);
        if (staged.isEmpty()) {
            progressListener.note(
                    "There is no function in %s: neither target/classes nor a dependency has a method with"
                                    .formatted(root.getFileName())
                            + " @FunctionName, and nothing is staged in target/azure-functions.");
            return Optional.empty();
        }
        progressListener.note(
                "Neither target/classes nor a dependency of %s holds a function; running the staged app %s instead."
                                .formatted(root.getFileName(), root.relativize(staged.get()))
                        + " Package the project again to update it.");
        return staged.map(folder -> new StagedApp(folder).find(progressListener));
    }

    /** Returns the class path, compiling and resolving first if need be. */
    private List<Path> classPath(ProgressListener progressListener, boolean compiling) {
        try {
            MavenClassPath resolved = resolved();
            if (!compiling) {
                resolved.requireCompiled();
            }
            if (resolved.reasonToBuild(compiling).isPresent()) {
                Path lock = AppLayout.cacheFile(Pom.in(root).reactor(), cache, "lock");
                BuildLock.during(
                        () -> build(resolved, compiling, progressListener), lock, () -> waiting(progressListener));
            }
            resolved.requireCompiled();
            List<Path> classPath = new ArrayList<>(resolved.read());
            List<Path> folders = classPath.stream().filter(Files::isDirectory).toList();
            new StartManifest(folders, AppLayout.cacheFile(root, cache, "manifest"))
                    .write()
                    .ifPresent(manifest -> classPath.add(folders.size(), manifest));
            return classPath;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read the project in " + root, unreadable);
        }
    }

    private void waiting(ProgressListener progressListener) {
        progressListener.note("Waiting for another start that builds " + root.getFileName() + ".");
    }

    /** Builds what is still to be built now that no other process does. */
    private void build(MavenClassPath resolved, boolean compiling, ProgressListener progressListener) {
        try {
            Optional<String> reason = resolved.reasonToBuild(compiling);
            if (reason.isPresent()) {
                progressListener.note((compiling ? "Compiling " + root.getFileName() + " and resolving" : "Resolving")
                        + " its dependencies with Maven: " + reason.get() + ".");
                resolved.build(compiling, maven, progressListener);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot build the project in " + root, unreadable);
        } finally {
            progressListener.done();
        }
    }

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
}
