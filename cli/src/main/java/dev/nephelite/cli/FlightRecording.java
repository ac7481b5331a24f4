package dev.nephelite.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import picocli.CommandLine.Model.CommandSpec;

/** Records what this process spends its time on, with Java Flight Recorder. */
final class FlightRecording {
    private static final byte[] FIRST_BYTES = {'F', 'L', 'R', 0};

    private FlightRecording() {}

    /** Refuses a file that cannot be written, or that is not a recording. */
    static void requireReplaceable(CommandSpec command, Path file) throws IOException {
        new OutputFile(command, "--profile", file)
                .requireReplaceable("a recording of Java Flight Recorder", FIRST_BYTES);
    }

    /** Begins to record into {@code file}, which is written when the process ends. */
    static void record(Path file) throws IOException, ParseException {
        // The JDK's own "profile" settings; they cost about 20 percent more processor time per request.
        Recording recording = new Recording(Configuration.getConfiguration("profile"));
        recording.setName("nephelite");
        recording.setToDisk(true);
        recording.setDestination(file.toAbsolutePath());
        recording.setDumpOnExit(true);
        recording.start();
    }
}
