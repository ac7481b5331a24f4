package dev.nephelite.function.java;

import dev.nephelite.function.app.ProgressListener;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.app.discovery.AppLayout;
import dev.nephelite.function.app.discovery.AppLayout.ConfigurationFiles;
import dev.nephelite.function.app.discovery.AppLayout.DiscoveredFunctions;
import dev.nephelite.function.java.maven.MavenModule;
import dev.nephelite.function.java.maven.Pom;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A project whose functions run only from the staged app: a Gradle project, or a Quarkus project, whose build generates
 * classes when it packages them.
 *
 * @param kind the kind of project for messages
 * @param command the command that stages the functions
 */
record PackagedProject(Path root, String kind, String command) implements AppLayout {
    private static final List<String> GRADLE_FILES =
            List.of("build.gradle", "build.gradle.kts", "settings.gradle", "settings.gradle.kts");

    /** The project in {@code folder}, if it is of this kind. */
    static Optional<PackagedProject> in(Path folder) {
        if (Pom.isIn(folder)) {
            return Pom.in(folder).usesQuarkus()
                    ? Optional.of(new PackagedProject(folder, "Quarkus", command(folder, "mvnw", "mvn", "package")))
                    : Optional.empty();
        }
        if (GRADLE_FILES.stream().map(folder::resolve).noneMatch(Files::isRegularFile)) {
            return Optional.empty();
        }
        boolean quarkus = mentions(folder, "quarkus-azure-functions");
        String command = command(folder, "gradlew", "gradle", quarkus ? "quarkusBuild" : "azureFunctionsPackage");
        return Optional.of(new PackagedProject(folder, quarkus ? "Quarkus" : "Gradle", command));
    }

    /** Whether the build file of a Gradle project uses a plugin for functions. */
    static boolean buildsFunctionsByGradle(Path folder) {
        return mentions(folder, "azurefunctions") || mentions(folder, "quarkus-azure-functions");
    }

    private static boolean mentions(Path folder, String word) {
        return GRADLE_FILES.stream()
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .anyMatch(file -> {
                    try {
                        return Files.readString(file).contains(word);
                    } catch (IOException unreadable) {
                        return false;
                    }
                });
    }

    /** The wrapper is in the folder of the project or in one above it. */
    private static String command(Path folder, String wrapper, String program, String task) {
        for (Path at = folder; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(wrapper))) {
                String way = folder.relativize(at).toString();
                return (way.isEmpty() ? "." : way) + "/" + wrapper + " " + task;
            }
        }
        return program + " " + task;
    }

    @Override
    public ConfigurationFiles configuration() {
        return MavenProject.configuration(root);
    }

    @Override
    public Set<String> suffixes() {
        return Set.of(JarApp.SUFFIX);
    }

    @Override
    public Set<Path> trees() {
        return StagedApp.stagingFolders(root);
    }

    @Override
    public DiscoveredFunctions find(ProgressListener progressListener) {
        Path staged = StagedApp.stagedBy(root)
                .orElseThrow(() -> new InvalidAppException(
                        "%s is a %s project, which runs as its build stages it, but nothing is staged yet. Run '%s' there."
                                .formatted(root, kind, command)));
        progressListener.note("%s is a %s project; running the staged app %s."
                .formatted(root.getFileName(), kind, root.relativize(staged)));
        if (isOutOfDate(staged)) {
            progressListener.note("src/main is newer than the staged app. Run '%s' in %s to update it."
                    .formatted(command, root.getFileName()));
        }
        return new StagedApp(staged).find(progressListener);
    }

    private boolean isOutOfDate(Path staged) {
        try {
            return new MavenModule(root).newestSource().compareTo(MavenModule.newest(staged)) > 0;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read the project in " + root, unreadable);
        }
    }
}
