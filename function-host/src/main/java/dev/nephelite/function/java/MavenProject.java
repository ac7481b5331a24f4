package dev.nephelite.function.java;

import dev.nephelite.function.app.ProgressListener;
import dev.nephelite.function.app.config.HostSettings;
import dev.nephelite.function.app.config.LocalSettings;
import dev.nephelite.function.app.discovery.AppLayout;
import dev.nephelite.function.app.discovery.AppLayout.ConfigurationFiles;
import dev.nephelite.function.app.discovery.AppLayout.DiscoveredFunctions;
import dev.nephelite.function.java.ClassFiles.ScanCache;
import dev.nephelite.function.java.maven.Maven;
import dev.nephelite.function.java.maven.Maven.BuildLock;
import dev.nephelite.function.java.maven.MavenClassPath;
import dev.nephelite.function.java.maven.MavenModule;
import dev.nephelite.function.java.maven.Pom;
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
 * An app in a Maven project. Its class path consists of {@code target/classes} of the project and of the modules that it
 * depends on, and the other dependencies.
 *
 * @param root the folder of the {@code pom.xml}
 * @param cache the cache folder
 * @param compiles whether the first search compiles sources that are newer than the classes
 */
record MavenProject(Path root, Path cache, Maven maven, boolean compiles) implements AppLayout {
    /** Folders from which the builds of Spring's documentation and samples copy the configuration files. */
    private static final List<String> SOURCE_FOLDERS = List.of("src/main/azure", "src/main/resources");

    @Override
    public ConfigurationFiles configuration() {
        return configuration(root);
    }

    /** The files of a project: at the locations in its pom.xml, in its folder, or among its sources. */
    static ConfigurationFiles configuration(Path folder) {
        Pom pom = Pom.in(folder);
        return new ConfigurationFiles(
                folder,
                places(folder, pom, "hostJson", HostSettings.FILE),
                places(folder, pom, "localSettingsJson", LocalSettings.FILE));
    }

    private static List<Path> places(Path folder, Pom pom, String parameter, String file) {
        List<Path> places = new ArrayList<>();
        pom.functionsPlugin(parameter).map(folder::resolve).map(Path::normalize).ifPresent(places::add);
        places.add(folder.resolve(file));
        SOURCE_FOLDERS.forEach(sources -> places.add(folder.resolve(sources).resolve(file)));
        return places;
    }

    @Override
    public Set<String> suffixes() {
        return Set.of(JarApp.SUFFIX);
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

    /** As our Maven plugin has written it in the last build of the project, or else as we have cached it. */
    private MavenClassPath resolved() {
        Path ofLastBuild = root.resolve("target").resolve("nephelite").resolve("dependencies");
        return new MavenClassPath(
                root, Files.exists(ofLastBuild) ? ofLastBuild : AppLayout.cacheFile(root, cache, "class-path"));
    }

    @Override
    public DiscoveredFunctions find(ProgressListener progressListener) {
        DiscoveredFunctions found = scan(compiles, progressListener);
        return found.isEmpty() ? staged(progressListener).orElse(found) : found;
    }

    /**
     * Does not compile, because unfinished sources often do not compile; developers compile while the host runs. Missing
     * classes are probably about to be written again, so they are not a reason to run the staged app.
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

    /** The app in the staging folder, for a project whose classes contain no function. */
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

    /** The class path, after compiling and resolving it if necessary. */
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

    /** Builds the project, unless another process has built it in the meantime. */
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
     * The manifest of a Spring Boot app, which names its start class. Spring's adapter for Azure looks for it on the class
     * path. A folder of classes has no manifest, so we write one in the cache folder.
     *
     * @param classes folders of classes; the first with a Spring Boot application is used
     * @see <a href="https://docs.spring.io/spring-cloud-function/reference/adapters/azure-intro.html">Azure adapter</a>
     */
    record StartManifest(List<Path> classes, Path folder) {
        private static final String APPLICATION = "org.springframework.boot.autoconfigure.SpringBootApplication";

        StartManifest {
            classes = List.copyOf(classes);
        }

        /** Writes the manifest and returns its folder; empty if there is no start class, or more than one. */
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
