package dev.nephelite.function.java.program;

import dev.nephelite.function.java.profile.FlightRecording;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The recordings of this worker process that are in progress, by the ids that the host gave them. Thread-safe. */
final class WorkerRecordings {
    private final Map<String, FlightRecording> recordings = new HashMap<>();

    /**
     * Starts a recording. Returns why it cannot be started, or an empty text.
     *
     * @param asyncProfiler the library of async-profiler, which samples CPU time; null for Flight Recorder
     */
    synchronized String start(String id, Path file, @Nullable Path asyncProfiler) {
        if (!FlightRecording.isAvailable()) {
            return "Its Java runtime has no Flight Recorder (module jdk.jfr). Use a complete JDK.";
        }
        try {
            recordings.put(id, FlightRecording.start(file, asyncProfiler));
            return "";
        } catch (UncheckedIOException unwritable) {
            return file + " cannot be written: " + unwritable.getMessage();
        } catch (IllegalStateException unusable) {
            return String.valueOf(unusable.getMessage());
        }
    }

    /** Returns when the recording is written. A recording that has ended is left alone. */
    synchronized void stop(String id) {
        FlightRecording recording = recordings.remove(id);
        if (recording != null) {
            recording.stop();
        }
    }

    /** Returns when all recordings are written. */
    synchronized void stopAll() {
        List.copyOf(recordings.keySet()).forEach(this::stop);
    }
}
