package dev.nephelite.benchmark.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The program that generates load, compiled from {@code src/main/c} if it is older than its sources. */
public final class LoadGenerator {
    private static final List<String> COMPILERS = List.of("cc", "gcc", "clang");

    private final Path program;

    private LoadGenerator(Path program) {
        this.program = program;
    }

    /**
     * Compiles the load generator if necessary.
     *
     * @param module the folder of this module
     * @throws IllegalStateException if it cannot be compiled; the message says how to solve that
     */
    public static LoadGenerator of(Path module) throws IOException, InterruptedException {
        Path program = module.resolve("target").resolve("hload").toAbsolutePath();
        List<Path> sources = sources(module.resolve("src/main/c"));
        if (isOutdated(program, sources)) {
            compile(program, sources);
        }
        return new LoadGenerator(program);
    }

    /** A load in one of the modes that {@code hload.c} lists. */
    public Load load(String mode, int... ports) {
        return Load.of(this, mode, ports);
    }

    /** Runs the program and returns its output. */
    String run(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.addAll(arguments);
        try {
            Process process =
                    new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("the load generator failed: " + String.join(" ", command));
            }
            return output;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static List<Path> sources(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static boolean isOutdated(Path program, List<Path> sources) throws IOException {
        if (!Files.exists(program)) {
            return true;
        }
        FileTime compiled = Files.getLastModifiedTime(program);
        for (Path source : sources) {
            if (Files.getLastModifiedTime(source).compareTo(compiled) > 0) {
                return true;
            }
        }
        return false;
    }

    private static void compile(Path program, List<Path> sources) throws IOException, InterruptedException {
        Files.createDirectories(program.getParent());
        for (String compiler : COMPILERS) {
            List<String> command = new ArrayList<>(List.of(compiler, "-std=gnu11", "-O2", "-o", program.toString()));
            sources.stream()
                    .map(Path::toString)
                    .filter(name -> name.endsWith(".c"))
                    .forEach(command::add);
            Process process;
            try {
                process = new ProcessBuilder(command)
                        .redirectOutput(Redirect.DISCARD)
                        .redirectError(Redirect.INHERIT)
                        .start();
            } catch (IOException ignored) {
                continue; // This compiler is not installed.
            }
            if (process.waitFor() == 0) {
                return;
            }
            throw new IllegalStateException(
                    "The load generator does not compile; see the errors above. It needs Linux.");
        }
        throw new IllegalStateException("The load generator is written in C, and there is no C compiler on the PATH"
                + " (looked for " + String.join(", ", COMPILERS) + "). Install one, such as the package \"gcc\".");
    }
}
