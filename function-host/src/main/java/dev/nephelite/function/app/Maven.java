package dev.nephelite.function.app;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs Maven in a project, by whichever launcher there is: the project's wrapper, the PATH's, or a given one.
 *
 * @param environment of the new process, complete
 * @param fallback a command that starts some Maven when nothing else does; may be empty
 */
record Maven(Map<String, String> environment, List<String> fallback) {
    private static final boolean WINDOWS = File.separatorChar == '\\';
    private static final int LAST_LINES = 25;

    void run(Path project, List<String> arguments) {
        List<String> command = new ArrayList<>(launcher(project));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(project.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            try {
                process.getOutputStream().close();
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (process.waitFor() != 0) {
                    throw new InvalidAppException("Maven failed in " + project + ". Its last lines:\n"
                            + lastLines(output) + "\nMake this command succeed there, then start again: "
                            + String.join(" ", command));
                }
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

    private List<String> launcher(Path project) {
        return wrapper(project)
                .or(() -> onPath().map(mvn -> List.of(mvn.toString())))
                .or(() -> Optional.of(fallback).filter(command -> !command.isEmpty()))
                .orElseThrow(() -> new InvalidAppException("The app in " + project
                        + " has to be built, but there is no Maven: no mvnw in the project and no mvn on the PATH."
                        + " Install Maven, or build the app and name its folder target/azure-functions/<app>."));
    }

    /** The wrapper lies beside the topmost pom.xml, which may be some folders above a module. */
    private static Optional<List<String>> wrapper(Path project) {
        for (Path folder = project.toAbsolutePath();
                folder != null && Files.exists(folder.resolve("pom.xml"));
                folder = folder.getParent()) {
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

    private static String lastLines(String output) {
        List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }
}
