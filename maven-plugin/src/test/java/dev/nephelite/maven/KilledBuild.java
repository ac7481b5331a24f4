package dev.nephelite.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What Maven and the plugin do in a build, up to the moment at which a test ends it. */
final class KilledBuild {
    private KilledBuild() {}

    /** Starts Nephelite with the endpoints file in the first argument, and prints a line when it is ready. */
    public static void main(String[] args) throws IOException {
        List<Path> classPath = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(Path::of)
                .toList();
        List<String> program = ProgramCommand.of(
                classPath,
                List.of(
                        "start",
                        "--storage-only",
                        "--in-memory",
                        "--blob-port=0",
                        "--queue-port=0",
                        "--control-port=0",
                        "--exit-with-parent",
                        "--endpoints-file=" + args[0]));
        boolean ready = ProgramProcess.start(new ProcessBuilder(program)).awaitReady();
        System.out.println(ready ? "ready" : "failed");
        int unused = System.in.read();
    }
}
