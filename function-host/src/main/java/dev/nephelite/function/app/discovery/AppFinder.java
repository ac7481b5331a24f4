package dev.nephelite.function.app.discovery;

import dev.nephelite.function.app.ProgressListener;
import dev.nephelite.function.app.config.HostSettings;
import dev.nephelite.function.app.config.InvalidAppException.NoAppException;
import dev.nephelite.function.app.config.LocalSettings;
import dev.nephelite.function.app.discovery.AppLayout.ConfigurationFiles;
import dev.nephelite.function.app.maven.Maven;
import dev.nephelite.function.app.maven.Pom;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the app in a folder that the user has named, directly below it, or above it. */
public final class AppFinder {
    private static final String REPOSITORY = ".git";

    /** Files that users name instead of the folder of the app. */
    private static final Set<String> FILES_OF_AN_APP =
            Set.of(Pom.FILE, "build.gradle", "build.gradle.kts", HostSettings.FILE, LocalSettings.FILE);

    private final Path cache;
    private final Maven maven;
    private final boolean compiles;

    /**
     * Creates a finder.
     *
     * @param cache the cache folder
     * @param compiles whether a project is compiled when its sources are newer than its classes
     */
    AppFinder(Path cache, Maven maven, boolean compiles) {
        this.cache = cache;
        this.maven = maven;
        this.compiles = compiles;
    }

    /**
     * Finds the layout of the app.
     *
     * @param progressListener receives a note if the app is not in the folder {@code named}
     * @throws NoAppException if there is no app
     */
    AppLayout layout(Path named, ProgressListener progressListener) {
        if (Files.isRegularFile(named) && named.toString().endsWith(".jar")) {
            return new JarApp(named, cache);
        }
        Path folder = isFileOfAnApp(named) ? Objects.requireNonNull(named.getParent()) : named;
        if (Files.isRegularFile(folder)) {
            throw new NoAppException(folder + " is neither a folder nor a jar. Name the folder of a function app.");
        }
        if (!Files.isDirectory(folder)) {
            throw new NoAppException("There is no folder " + folder + ". Name the folder of a function app.");
        }
        return in(folder).or(() -> elsewhere(folder, progressListener)).orElseThrow(() -> noApp(folder));
    }

    private static boolean isFileOfAnApp(Path named) {
        return Files.isRegularFile(named)
                && FILES_OF_AN_APP.contains(named.getFileName().toString());
    }

    /** The app in {@code folder}, not below or above it. */
    private Optional<AppLayout> in(Path folder) {
        if (StagedApp.isIn(folder)) {
            return Optional.of(new StagedApp(folder));
        }
        Optional<PackagedProject> packaged = PackagedProject.in(folder);
        if (packaged.isPresent() && (isApp(folder) || below(folder).isEmpty())) {
            return Optional.of(packaged.get());
        }
        if (Pom.isIn(folder)) {
            return Pom.in(folder).isAggregator()
                    ? Optional.empty()
                    : Optional.of(new MavenProject(folder, cache, maven, compiles));
        }
        return StagedApp.stagedBy(folder).<AppLayout>map(StagedApp::new).or(() -> JarApp.in(folder, cache));
    }

    private Optional<AppLayout> elsewhere(Path folder, ProgressListener progressListener) {
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

    private static NoAppException noApp(Path folder) {
        return new NoAppException("There is no function app in " + folder
                + ": it has neither a pom.xml, nor a build.gradle, nor folders with a function.json, nor any of these below"
                + " target/azure-functions, nor a jar; and there is none directly below or above it.");
    }

    /** The default app if none is named: the one in {@code folder}, or in the nearest folder above it. */
    public static Optional<Path> around(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        if (isApp(absolute)) {
            return Optional.of(absolute);
        }
        return above(absolute)
                .or(() -> Optional.of(absolute).filter(here -> Files.exists(here.resolve(HostSettings.FILE))));
    }

    /** The nearest app above {@code folder} in the same repository. */
    private static Optional<Path> above(Path folder) {
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
    public static List<Path> below(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        Set<Path> folders = new HashSet<>(StagedApp.children(absolute));
        folders.addAll(Pom.in(absolute).modules());
        return folders.stream()
                .filter(Files::isDirectory)
                .filter(AppFinder::isApp)
                .sorted()
                .toList();
    }

    /** Whether {@code folder} certainly contains a function app. */
    private static boolean isApp(Path folder) {
        if (!Files.isReadable(folder)) {
            return false;
        }
        if (StagedApp.isIn(folder)) {
            return true;
        }
        boolean isConfigured = ConfigurationFiles.ofProject(folder).all().stream()
                .anyMatch(file -> file.endsWith(HostSettings.FILE) && Files.isRegularFile(file));
        if (Pom.isIn(folder)) {
            Pom pom = Pom.in(folder);
            return !pom.isAggregator() && (isConfigured || pom.buildsFunctions());
        }
        return PackagedProject.buildsFunctionsByGradle(folder) || (isConfigured && hasFunctions(folder));
    }

    private static boolean hasFunctions(Path folder) {
        return PackagedProject.in(folder).isPresent()
                || StagedApp.stagingFolders(folder).stream().anyMatch(Files::isDirectory)
                || StagedApp.children(folder).stream()
                        .anyMatch(file -> file.toString().endsWith(".jar"));
    }
}
