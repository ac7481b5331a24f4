package dev.nephelite.function.java.profile;

import dev.nephelite.function.worker.ProfileRecording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import org.jspecify.annotations.Nullable;

/**
 * A recording of this process by Java Flight Recorder, with the events that profiles of functions are made from, and few
 * others: recording should not slow down what is measured. It is also written if the JVM ends without stopping it.
 */
public final class FlightRecording implements ProfileRecording {
    /** How long the JVM may take to write the file while it ends. */
    private static final int LONGEST_WRITE_SECONDS = 5;

    private final Recording recording;
    private final Path file;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Null if Flight Recorder samples CPU time itself, and at the end. */
    private @Nullable AsyncProfiler asyncProfiler;

    private FlightRecording(Recording recording, Path file) {
        this.recording = recording;
        this.file = file;
    }

    /** Whether this Java runtime has Flight Recorder. */
    public static boolean isAvailable() {
        return ModuleLayer.boot().findModule("jdk.jfr").isPresent();
    }

    /**
     * Begins to record.
     *
     * @param file where the recording is written when it ends
     * @param asyncProfiler the library of async-profiler, which samples CPU time; null for Flight Recorder
     * @throws UncheckedIOException if it cannot be written
     * @throws IllegalStateException if async-profiler cannot record this process
     */
    public static FlightRecording start(Path file, @Nullable Path asyncProfiler) {
        Recording recording = new Recording();
        recording.setName("nephelite");
        if (asyncProfiler == null) {
            recording.enable(RecordedEvents.CPU_SAMPLE).withPeriod(RecordedEvents.SAMPLE_PERIOD);
        }
        enableEvents(recording);
        recording.setToDisk(true);
        recording.setDumpOnExit(true);
        try {
            recording.setDestination(file.toAbsolutePath());
        } catch (IOException unwritable) {
            recording.close();
            throw new UncheckedIOException(unwritable);
        }
        FlightRecording started = new FlightRecording(recording, file);
        started.listenForClose();
        if (asyncProfiler != null) {
            started.sampleWith(asyncProfiler);
        }
        recording.start();
        return started;
    }

    private static void enableEvents(Recording recording) {
        recording
                .enable(RecordedEvents.ALLOCATION_SAMPLE)
                .withStackTrace()
                .with("throttle", RecordedEvents.MOST_ALLOCATION_SAMPLES);
        recording.enable(RecordedEvents.INVOCATION).withoutThreshold();
        RecordedEvents.WAITS.forEach(wait -> recording
                .enable(wait)
                .withThreshold(RecordedEvents.SHORTEST_WAIT)
                .withStackTrace());
        RecordedEvents.CONTEXT.forEach(recording::enable);
    }

    /** Notices when the recording is closed, here or at the end of the JVM. */
    private void listenForClose() {
        FlightRecorder.addListener(new FlightRecorderListener() {
            @Override
            public void recordingStateChanged(Recording changed) {
                if (changed == recording && changed.getState() == RecordingState.CLOSED) {
                    closed.countDown();
                    FlightRecorder.removeListener(this);
                }
            }
        });
    }

    private void sampleWith(Path library) {
        try {
            asyncProfiler = AsyncProfiler.start(library, file.resolveSibling(file.getFileName() + ".samples"));
        } catch (IllegalStateException unusable) {
            recording.close();
            throw unusable;
        }
    }

    @Override
    public synchronized List<Path> stop() {
        if (isJvmEnding()) {
            awaitClosed();
        } else if (recording.getState() == RecordingState.RUNNING) {
            // Writes the file.
            recording.stop();
            recording.close();
        }
        if (asyncProfiler != null) {
            asyncProfiler.appendTo(file);
            asyncProfiler = null;
        }
        return Files.exists(file) ? List.of(file) : List.of();
    }

    /** Flight Recorder writes the file itself then, and must not be disturbed. */
    private void awaitClosed() {
        try {
            boolean unused = closed.await(LONGEST_WRITE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isJvmEnding() {
        Thread hook = new Thread(() -> {});
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            Runtime.getRuntime().removeShutdownHook(hook);
            return false;
        } catch (IllegalStateException ending) {
            return true;
        }
    }
}
