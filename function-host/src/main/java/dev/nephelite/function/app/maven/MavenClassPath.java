package dev.nephelite.function.app.maven;

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
 * The class path of a Maven project, which only Maven can tell. That takes seconds, so the answer is kept in a file of ours
 * until the project changes; else the project is never written to, except by its own build.
 *
 * <p>A project that is a module of another one is built from there, together with the modules it depends on, so none of
 * them has to be installed. The classes of all of them are used where the compiler writes them.
 *
 * @param project the folder of the project
 * @param file what Maven said about the dependencies
 */
public record MavenClassPath(Path project, Path file) {
    private static final String RESOLVE = "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath";

    /** Says why Maven has to run, if it has to. */
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

    /** Returns this project and the modules it depends on, as far as they are known. */
    public List<MavenModule> modules() throws IOException {
        List<Path> dependencies = Files.exists(file) ? dependencies() : List.of();
        return Stream.concat(Stream.of(own()), dependencies.stream().flatMap(entry -> MavenModule.of(entry).stream()))
                .distinct()
                .toList();
    }

    /** Names a file as the user knows it: from the project, or from the build that the project is part of. */
    private String name(Path path) {
        Path base = path.startsWith(project) ? project : Pom.in(project).reactor();
        return (path.startsWith(base) ? base.relativize(path) : path).toString();
    }

    /** Refuses a project that is not compiled, be it that nobody did or that somebody is just doing it. */
    public void requireCompiled() throws IOException {
        for (MavenModule module : modules()) {
            if (!module.isCompiled()) {
                throw new InvalidAppException("There are no classes in " + module.classes() + ". Compile the project"
                        + (module.equals(own()) ? "." : " " + module.folder().getFileName() + ", too."));
            }
        }
    }

    /** Lets Maven resolve the dependencies, and compile the project and the modules it depends on if asked to. */
    public void build(boolean compiling, Maven maven, ProgressListener progressListener) throws IOException {
        Files.createDirectories(file.getParent());
        // Maven leaves a file alone whose content would not change; a fresh one always bears the time of this build.
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Path reactor = Pom.in(project).reactor();
        List<String> arguments = new ArrayList<>(List.of("--batch-mode"));
        if (!reactor.equals(project)) {
            arguments.addAll(List.of("--projects", reactor.relativize(project).toString(), "--also-make"));
        }
        if (compiling || !reactor.equals(project)) {
            // Maven finds the classes of other modules only in a build that compiles, or seems to.
            arguments.add("compile");
        }
        if (!compiling && !reactor.equals(project)) {
            arguments.addAll(List.of("-Dmaven.main.skip=true", "-Dmaven.resources.skip=true"));
        }
        arguments.addAll(List.of(RESOLVE, "-DincludeScope=runtime", "-Dmdep.outputFile=" + fresh.toAbsolutePath()));
        maven.run(reactor, arguments, progressListener);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Returns the class path in Maven's order, with the classes of each module as far as there are any. */
    public List<Path> read() throws IOException {
        return Stream.concat(Stream.of(own().classes()), dependencies().stream().map(entry -> MavenModule.of(entry)
                        .map(MavenModule::classes)
                        .orElse(entry)))
                .filter(entry -> Files.exists(entry))
                .distinct()
                .toList();
    }

    /** Returns every pom.xml that decides about the class path, as far as they are known. */
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

    /** Returns when the newest pom.xml was changed that a module inherits from. */
    private static FileTime newestPom(Path module) throws IOException {
        FileTime newest = MavenModule.NEVER;
        for (Pom pom : Pom.in(module).family()) {
            newest = MavenModule.max(
                    newest, Files.getLastModifiedTime(pom.folder().resolve(Pom.FILE)));
        }
        return newest;
    }
}
