package dev.nephelite.function.app.discovery;

import dev.nephelite.function.app.ProgressListener;
import dev.nephelite.function.app.config.HostSettings;
import dev.nephelite.function.app.config.InvalidAppException.NoAppException;
import dev.nephelite.function.app.config.LocalSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the app in a folder that the user has named, directly below it, or above it. If several runtimes find an app,
 * the first of them has it.
 */
public record AppFinder(List<WorkerRuntime> runtimes) {
    private static final String REPOSITORY = ".git";

    public AppFinder {
        runtimes = List.copyOf(runtimes);
    }

    /** An app and the runtime that has found it. */
    public record FoundApp(WorkerRuntime runtime, AppLayout layout) {}

    /**
     * Finds the app.
     *
     * @param progressListener receives a note if the app is not in the folder {@code named}
     * @throws NoAppException if there is no app
     */
    public FoundApp find(Path named, ProgressListener progressListener) {
        Optional<FoundApp> file = Files.isRegularFile(named) ? in(named) : Optional.empty();
        if (file.isPresent()) {
            return file.get();
        }
        Path folder = isProjectFile(named) ? Objects.requireNonNull(named.getParent()) : named;
        if (Files.isRegularFile(folder)) {
            throw new NoAppException(folder + " is neither a folder nor a jar. Name the folder of a function app.");
        }
        if (!Files.isDirectory(folder)) {
            throw new NoAppException(
                    "There is no file or folder " + folder + ". Name the folder of a function app, or a jar.");
        }
        return in(folder).or(() -> elsewhere(folder, progressListener)).orElseThrow(() -> noApp(folder));
    }

    private boolean isProjectFile(Path named) {
        String name = named.getFileName().toString();
        boolean known = name.equals(HostSettings.FILE)
                || name.equals(LocalSettings.FILE)
                || runtimes.stream().anyMatch(runtime -> runtime.projectFiles().contains(name));
        return known && Files.isRegularFile(named);
    }

    /** The app in {@code place}, not below or above it. */
    private Optional<FoundApp> in(Path place) {
        return runtimes.stream()
                .flatMap(runtime -> runtime.appIn(place).map(layout -> new FoundApp(runtime, layout)).stream())
                .findFirst();
    }

    private Optional<FoundApp> elsewhere(Path folder, ProgressListener progressListener) {
        List<Path> below = below(folder);
        if (below.size() > 1) {
            throw new NoAppException(folder + " holds several function apps. Name the folder of one: "
                    + below.stream()
                            .map(app -> folder.toAbsolutePath().normalize().relativize(app))
                            .map(Path::toString)
                            .collect(Collectors.joining(", ")));
        }
        Optional<Path> other = below.isEmpty() ? above(folder) : Optional.of(below.get(0));
        other.ifPresent(app -> progressListener.note(
                "There is no function app in %s itself; running the one in %s.".formatted(folder, app)));
        return other.flatMap(this::in);
    }

    private NoAppException noApp(Path folder) {
        String missing = runtimes.stream().map(WorkerRuntime::missingFiles).collect(Collectors.joining(", "));
        return new NoAppException("There is no function app in " + folder + ": it has " + missing
                + "; and there is none directly below or above it. Name the folder of a function app, or a jar.");
    }

    /** The default app if none is named: the one in {@code folder}, or in the nearest folder above it. */
    public Optional<Path> around(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        if (isApp(absolute)) {
            return Optional.of(absolute);
        }
        return above(absolute)
                .or(() -> Optional.of(absolute).filter(here -> Files.exists(here.resolve(HostSettings.FILE))));
    }

    /** The nearest app above {@code folder} in the same repository. */
    private Optional<Path> above(Path folder) {
        for (Path at = folder; at != null; at = at.getParent()) {
            if (!at.equals(folder) && isApp(at)) {
                return Optional.of(at);
            }
            if (Files.exists(at.resolve(REPOSITORY))) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** The apps directly below {@code folder}, and those that are modules of the project in it. */
    public List<Path> below(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        Set<Path> folders = new HashSet<>(FileTree.children(absolute));
        runtimes.forEach(runtime -> folders.addAll(runtime.modules(absolute)));
        return folders.stream()
                .filter(Files::isDirectory)
                .filter(this::isApp)
                .sorted()
                .toList();
    }

    /** Whether {@code folder} certainly contains a function app. */
    private boolean isApp(Path folder) {
        return Files.isReadable(folder) && runtimes.stream().anyMatch(runtime -> runtime.isApp(folder));
    }
}
