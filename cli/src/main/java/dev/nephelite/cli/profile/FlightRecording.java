package dev.nephelite.cli.profile;

import dev.nephelite.cli.output.FailureText;
import dev.nephelite.cli.output.OutputFile;
import dev.nephelite.emulator.time.Clock;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A recording of this process by Java Flight Recorder, with the events that profiles of functions are made from, and few
 * others: recording should not slow down what is measured.
 */
public final class FlightRecording {
    static final String CPU_SAMPLE = "jdk.ExecutionSample";
    static final String ALLOCATION_SAMPLE = "jdk.ObjectAllocationSample";
    static final String INVOCATION = "dev.nephelite.Invocation";

    /** What a thread waits for; each event has the duration of the wait. */
    static final List<String> WAITS = List.of(
            "jdk.FileRead",
            "jdk.FileWrite",
            "jdk.JavaMonitorEnter",
            "jdk.JavaMonitorWait",
            "jdk.SocketRead",
            "jdk.SocketWrite",
            "jdk.ThreadPark",
            "jdk.ThreadSleep");

    static final Duration SAMPLE_PERIOD = Duration.ofMillis(20);

    private static final Duration SHORTEST_WAIT = Duration.ofMillis(10);

    /** What tools show beside the samples. The environment and system properties are not recorded: they have keys. */
    private static final List<String> CONTEXT = List.of(
            "jdk.CPULoad",
            "jdk.GCHeapSummary",
            "jdk.GarbageCollection",
            "jdk.JVMInformation",
            "jdk.OSInformation",
            "jdk.ThreadStart");

    private static final byte[] FIRST_BYTES = {'F', 'L', 'R', 0};
    private static final Duration LONGEST_WRITE = Duration.ofSeconds(5);

    private final Path file;
    private final CompletableFuture<Boolean> written = new CompletableFuture<>();

    private FlightRecording(Path file) {
        this.file = file;
    }

    /** Refuses a file that cannot be written, or that is not a recording, and a folder that is not a profile. */
    public static void requireReplaceable(CommandSpec command, Path file) throws IOException {
        new OutputFile(command, "--profile", file)
                .requireReplaceable("a recording of Java Flight Recorder", FIRST_BYTES);
        ProfileFolder.of(file).requireReplaceable(command);
    }

    /** Begins to record into {@code file}, which is written when the process ends. */
    public static FlightRecording start(Path file) throws IOException {
        FlightRecording started = new FlightRecording(file);
        Recording recording = new Recording();
        recording.setName("nephelite");
        recording.enable(CPU_SAMPLE).withPeriod(SAMPLE_PERIOD);
        recording.enable(ALLOCATION_SAMPLE).withStackTrace().with("throttle", "150/s");
        recording.enable(INVOCATION).withoutThreshold();
        WAITS.forEach(
                wait -> recording.enable(wait).withThreshold(SHORTEST_WAIT).withStackTrace());
        CONTEXT.forEach(recording::enable);
        recording.setToDisk(true);
        recording.setDestination(file.toAbsolutePath());
        recording.setDumpOnExit(true);
        FlightRecorder.addListener(new FlightRecorderListener() {
            @Override
            public void recordingStateChanged(Recording changed) {
                if (changed == recording && changed.getState() == RecordingState.CLOSED) {
                    started.written.complete(true);
                }
            }
        });
        recording.start();
        return started;
    }

    /**
     * Waits until a shutdown hook of the JVM has written the file, for at most five seconds.
     *
     * @return whether it has
     */
    public boolean awaitWritten(Clock clock) {
        clock.schedule(LONGEST_WRITE, () -> written.complete(false));
        return written.join();
    }

    /** Writes the profiles of the functions beside the recording, and prints a summary. */
    public void writeProfiles(PrintWriter err) {
        try {
            List<FunctionProfile> profiles = RecordingReader.read(file);
            if (profiles.isEmpty()) {
                err.println("Profile: " + file + " is written. No function has run in this process.");
                return;
            }
            ProfileFolder folder = ProfileFolder.of(file);
            folder.write(profiles);
            ProfileSummary.lines(profiles).forEach(err::println);
            err.println("Profile: the recording is " + file + ", the flame graphs are in " + folder.path() + ".");
        } catch (IOException unwritable) {
            err.println("nephelite: the profiles of the functions in " + file + " cannot be written: "
                    + FailureText.reason(unwritable));
        }
    }
}
