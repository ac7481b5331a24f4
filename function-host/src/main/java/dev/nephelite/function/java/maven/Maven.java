package dev.nephelite.function.java.maven;

import dev.nephelite.function.app.ProgressListener;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.app.config.InvalidAppException.CompilationFailedException;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs Maven in a project, with the project's wrapper, the {@code mvn} on the PATH or a given command.
 *
 * @param environment the whole environment of the new process
 * @param fallback a command that starts Maven if there is no other; may be empty
 */
public record Maven(Map<String, String> environment, List<String> fallback) {
    private static final boolean WINDOWS = File.separatorChar == '\\';

    /**
     * Runs Maven until it ends.
     *
     * @param progressListener receives the steps that Maven prints
     * @throws CompilationFailedException if the sources do not compile
     * @throws InvalidAppException if there is no Maven, or if it fails for another reason
     */
    public void run(Path project, List<String> arguments, ProgressListener progressListener) {
        List<List<String>> launchers = launchers(project);
        if (launchers.isEmpty()) {
            throw new InvalidAppException("The app in " + project
                    + " has to be built, but there is no Maven: no mvnw in the project and no mvn on the PATH."
                    + " Install Maven, or build the app and name its folder target/azure-functions/<app>.");
        }
        for (int index = 0; ; index++) {
            List<String> command = new ArrayList<>(launchers.get(index));
            command.addAll(arguments);
            MavenOutput output = new MavenOutput(progressListener);
            if (succeeds(command, project, output)) {
                return;
            }
            Optional<String> compilerError = output.compilerErrors().summary(project);
            if (compilerError.isPresent()) {
                throw new CompilationFailedException(
                        project.getFileName() + " does not compile: " + compilerError.get());
            }
            if (output.isOfMaven() || index == launchers.size() - 1) {
                throw new InvalidAppException("Maven failed in " + project + ": " + output.reason()
                        + " Make this command succeed there: " + String.join(" ", command));
            }
            progressListener.note("The Maven wrapper of %s cannot run (%s); using %s instead."
                    .formatted(
                            project.getFileName(),
                            output.lastLine(),
                            launchers.get(index + 1).get(0)));
        }
    }

    private boolean succeeds(List<String> command, Path project, MavenOutput output) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(project.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            try {
                process.getOutputStream().close();
                try (BufferedReader lines =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                    lines.lines().forEach(output::read);
                }
                return process.waitFor() == 0;
            } finally {
                process.destroy();
            }
        } catch (IOException unstartable) {
            throw new UncheckedIOException("Cannot run " + command.get(0), unstartable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InvalidAppException("Maven was interrupted in " + project + ".", interrupted);
        }
    }

    /** The commands that may start Maven, the best first. A wrapper cannot start Maven if its jar is missing. */
    private List<List<String>> launchers(Path project) {
        return Stream.of(
                        wrapper(project),
                        onPath().map(mvn -> List.of(mvn.toString())),
                        Optional.of(fallback).filter(command -> !command.isEmpty()))
                .flatMap(Optional::stream)
                .toList();
    }

    /** The wrapper is beside the topmost pom.xml, which may be several folders above a module. */
    private static Optional<List<String>> wrapper(Path project) {
        for (Path folder = project.toAbsolutePath(); folder != null && Pom.isIn(folder); folder = folder.getParent()) {
            Path wrapper = folder.resolve(WINDOWS ? "mvnw.cmd" : "mvnw");
            if (Files.isRegularFile(wrapper)) {
                boolean startable = WINDOWS || Files.isExecutable(wrapper);
                return Optional.of(startable ? List.of(wrapper.toString()) : List.of("sh", wrapper.toString()));
            }
        }
        return Optional.empty();
    }

    private Optional<Path> onPath() {
        for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            Path mvn = Path.of(folder).resolve(WINDOWS ? "mvn.cmd" : "mvn");
            if (!folder.isEmpty() && Files.isRegularFile(mvn) && Files.isExecutable(mvn)) {
                return Optional.of(mvn);
            }
        }
        return Optional.empty();
    }

    /** Ensures that only one process builds a project at a time. */
    public static final class BuildLock {
        /** File locks exclude only other processes. */
        private static final Object THIS_PROCESS = new Object();

        private BuildLock() {}

        /**
         * Runs {@code build} while no other process holds the lock.
         *
         * @param file the lock file
         * @param waiting called if another process holds the lock
         */
        public static void during(Runnable build, Path file, Runnable waiting) {
            synchronized (THIS_PROCESS) {
                try {
                    Files.createDirectories(file.getParent());
                    // Closing the channel releases the lock.
                    try (FileChannel channel =
                            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                        if (channel.tryLock() == null) {
                            waiting.run();
                            channel.lock();
                        }
                        build.run();
                    }
                } catch (IOException unwritable) {
                    throw new UncheckedIOException("Cannot lock " + file, unwritable);
                }
            }
        }
    }
}
