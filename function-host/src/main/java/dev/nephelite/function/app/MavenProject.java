package dev.nephelite.function.app;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * An app that is a plain Maven project: its class path is {@code target/classes} and its dependencies.
 *
 * <p>Maven runs only when something is missing or out of date. What it said about the dependencies is kept in a folder of
 * ours; else the project is never written to, except by its own build.
 *
 * @param folder where the {@code pom.xml} is
 * @param cache a folder of ours
 * @param compiles whether sources that are newer than the classes are compiled at first
 */
record MavenProject(Path folder, Path cache, Maven maven, boolean compiles) implements AppLayout {
    private static final String RESOLVE = "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath";

    static boolean isIn(Path folder) {
        return Files.isRegularFile(folder.resolve("pom.xml"));
    }

    @Override
    public Path root() {
        return folder;
    }

    @Override
    public Set<Path> trees() {
        return Set.of(classes());
    }

    @Override
    public Discovery find(Consumer<String> progress) {
        return AnnotationScan.find(classes(), classPath(progress, compiles));
    }

    /** Compiling is the work of who works on the project: half of what is being written would not even compile. */
    @Override
    public Discovery findAgain(Consumer<String> progress) {
        return AnnotationScan.find(classes(), classPath(progress, false));
    }

    private Path classes() {
        return folder.resolve("target").resolve("classes");
    }

    /** Returns the class path, compiling and resolving first if need be; {@code progress} hears what takes the time. */
    private List<Path> classPath(Consumer<String> progress, boolean compiling) {
        try {
            if (!compiling && !Files.isDirectory(classes())) {
                throw new InvalidAppException("There are no classes in " + classes() + ". Compile the project.");
            }
            Optional<String> reason = reasonToBuild(compiling);
            if (reason.isPresent()) {
                progress.accept((compiling ? "Compiling " + folder.getFileName() + " and resolving" : "Resolving")
                        + " its dependencies with Maven: " + reason.get() + ".");
                build(compiling ? List.of("compile", RESOLVE) : List.of(RESOLVE));
            }
            if (!Files.isDirectory(classes())) {
                throw new InvalidAppException("Maven compiled " + folder + " but left no target/classes. Name the"
                        + " folder of the module that holds the functions.");
            }
            List<Path> classPath = new ArrayList<>();
            classPath.add(classes());
            new StartManifest(classes(), ours("manifest", "")).write().ifPresent(classPath::add);
            classPath.addAll(dependencies());
            return classPath;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read the project in " + folder, unreadable);
        }
    }

    private Optional<String> reasonToBuild(boolean compiling) throws IOException {
        if (!Files.isDirectory(classes())) {
            return Optional.of("target/classes is missing");
        }
        if (!Files.exists(resolved())) {
            return Optional.of("its dependencies are not known yet");
        }
        FileTime resolvedAt = Files.getLastModifiedTime(resolved());
        if (compiling && sources().compareTo(max(newest(classes()), resolvedAt)) > 0) {
            return Optional.of("src/main is newer than target/classes");
        }
        if (newestPom().compareTo(resolvedAt) > 0) {
            return Optional.of("pom.xml has changed");
        }
        return dependencies().stream()
                .filter(dependency -> !Files.exists(dependency))
                .findFirst()
                .map(gone -> gone.getFileName() + " is gone");
    }

    private FileTime sources() throws IOException {
        return newest(folder.resolve("src").resolve("main"));
    }

    private void build(List<String> goals) throws IOException {
        Files.createDirectories(resolved().getParent());
        // Maven leaves a file alone whose content would not change; a fresh one always bears the time of this build.
        Path fresh = resolved().resolveSibling(resolved().getFileName() + ".new");
        Files.deleteIfExists(fresh);
        List<String> arguments = new ArrayList<>(List.of("--quiet", "--batch-mode"));
        arguments.addAll(goals);
        arguments.addAll(List.of("-DincludeScope=runtime", "-Dmdep.outputFile=" + fresh.toAbsolutePath()));
        maven.run(folder, arguments);
        Files.move(fresh, resolved(), StandardCopyOption.REPLACE_EXISTING);
    }

    private Path resolved() {
        return ours("class-path", ".txt");
    }

    /** Named after the project and its place, so that two projects can share our folder. */
    private Path ours(String kind, String suffix) {
        Path place = folder.toAbsolutePath().normalize();
        return cache.resolve(kind)
                .resolve(place.getFileName() + "-"
                        + Integer.toHexString(place.toString().hashCode()) + suffix);
    }

    private List<Path> dependencies() throws IOException {
        return Arrays.stream(Files.readString(resolved()).strip().split(File.pathSeparator, -1))
                .filter(path -> !path.isEmpty())
                .map(Path::of)
                .toList();
    }

    private FileTime newestPom() throws IOException {
        FileTime newest = FileTime.fromMillis(0);
        for (Path at = folder.toAbsolutePath(); at != null && isIn(at); at = at.getParent()) {
            newest = max(newest, Files.getLastModifiedTime(at.resolve("pom.xml")));
        }
        return newest;
    }

    private static FileTime newest(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return FileTime.fromMillis(0);
        }
        FileTime newest = FileTime.fromMillis(0);
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                newest = max(newest, Files.getLastModifiedTime(file));
            }
        }
        return newest;
    }

    private static FileTime max(FileTime one, FileTime other) {
        return Stream.of(one, other).max(Comparator.naturalOrder()).orElseThrow();
    }
}
