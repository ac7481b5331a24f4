package dev.nephelite.function.java.maven;

import dev.nephelite.function.app.ProgressListener;
import dev.nephelite.function.app.config.InvalidAppException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The class path of a Maven project. Only Maven can resolve it, which takes seconds, so it is cached in a file outside the
 * project until the project changes.
 *
 * <p>A module of another project is built from there, together with the modules that it depends on, so that none of them
 * has to be installed. Their classes are used from where the compiler writes them.
 *
 * @param project the folder of the project
 * @param file caches the resolved dependencies
 */
public record MavenClassPath(Path project, Path file) {
    private static final String RESOLVE = "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath";

    /** The reason why Maven must run, or empty if it need not. */
    public Optional<String> reasonToBuild(boolean compiling) throws IOException {
        if (!own().isCompiled()) {
            return Optional.of("target/classes is missing");
        }
        if (!Files.exists(file)) {
            return Optional.of("its dependencies are not known yet");
        }
        FileTime resolvedAt = Files.getLastModifiedTime(file);
        for (MavenModule module : modules()) {
            if (!module.isCompiled()) {
                return Optional.of(name(module.classes()) + " is missing");
            }
            if (compiling && module.newestSource().compareTo(MavenModule.max(module.newestClass(), resolvedAt)) > 0) {
                return Optional.of(
                        name(module.folder().resolve("src/main")) + " is newer than " + name(module.classes()));
            }
            if (newestPom(module.folder()).compareTo(resolvedAt) > 0) {
                return Optional.of(name(module.folder().resolve(Pom.FILE)) + " has changed");
            }
        }
        return dependencies().stream()
                .filter(dependency -> MavenModule.of(dependency).isEmpty() && !Files.exists(dependency))
                .findFirst()
                .map(gone -> gone.getFileName() + " is gone");
    }

    private MavenModule own() {
        return new MavenModule(project);
    }

    /** This project and the modules that it depends on, as far as they are known. */
    public List<MavenModule> modules() throws IOException {
        List<Path> dependencies = Files.exists(file) ? dependencies() : List.of();
        return Stream.concat(Stream.of(own()), dependencies.stream().flatMap(entry -> MavenModule.of(entry).stream()))
                .distinct()
                .toList();
    }

    /** The path of a file relative to the project, or to the build that contains the project. */
    private String name(Path path) {
        Path base = path.startsWith(project) ? project : Pom.in(project).reactor();
        return (path.startsWith(base) ? base.relativize(path) : path).toString();
    }

    /** Refuses a project that is not compiled, for example because a build is running. */
    public void requireCompiled() throws IOException {
        for (MavenModule module : modules()) {
            if (!module.isCompiled()) {
                throw new InvalidAppException("There are no classes in " + module.classes() + ". Compile the project"
                        + (module.equals(own()) ? "." : " " + module.folder().getFileName() + ", too."));
            }
        }
    }

    /**
     * Resolves the dependencies with Maven and, if {@code compiling}, compiles the project and the modules that it depends
     * on.
     */
    public void build(boolean compiling, Maven maven, ProgressListener progressListener) throws IOException {
        Files.createDirectories(file.getParent());
        // Maven does not write a file whose content would not change; a new file always has the time of this build.
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Path reactor = Pom.in(project).reactor();
        List<String> arguments = new ArrayList<>(List.of("--batch-mode"));
        if (!reactor.equals(project)) {
            arguments.addAll(List.of("--projects", reactor.relativize(project).toString(), "--also-make"));
        }
        if (compiling || !reactor.equals(project)) {
            // Maven finds the classes of other modules only in a build with a compile phase.
            arguments.add("compile");
        }
        if (!compiling && !reactor.equals(project)) {
            arguments.addAll(List.of("-Dmaven.main.skip=true", "-Dmaven.resources.skip=true"));
        }
        arguments.addAll(List.of(RESOLVE, "-DincludeScope=runtime", "-Dmdep.outputFile=" + fresh.toAbsolutePath()));
        maven.run(reactor, arguments, progressListener);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The class path in Maven's order, with the existing class folders of the modules. */
    public List<Path> read() throws IOException {
        return Stream.concat(Stream.of(own().classes()), dependencies().stream().map(entry -> MavenModule.of(entry)
                        .map(MavenModule::classes)
                        .orElse(entry)))
                .filter(entry -> Files.exists(entry))
                .distinct()
                .toList();
    }

    /** Every pom.xml that determines the class path, as far as they are known. */
    public Set<Path> poms() throws IOException {
        return modules().stream()
                .flatMap(module -> Pom.in(module.folder()).family().stream())
                .map(pom -> pom.folder().resolve(Pom.FILE))
                .collect(Collectors.toSet());
    }

    private List<Path> dependencies() throws IOException {
        return Arrays.stream(Files.readString(file).strip().split(File.pathSeparator, -1))
                .filter(path -> !path.isEmpty())
                .map(Path::of)
                .toList();
    }

    /** The last change of a module's pom.xml and of those that it inherits from. */
    private static FileTime newestPom(Path module) throws IOException {
        FileTime newest = MavenModule.NEVER;
        for (Pom pom : Pom.in(module).family()) {
            newest = MavenModule.max(
                    newest, Files.getLastModifiedTime(pom.folder().resolve(Pom.FILE)));
        }
        return newest;
    }
}
