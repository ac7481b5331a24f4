package dev.nephelite.function.worker;

import java.nio.file.Path;
import java.util.List;

/** Records what functions do, for profiles, in every process that runs them. Thread-safe. */
public interface ProfileRecording {
    /**
     * Ends the recording, and waits until it is written. Further calls have no effect.
     *
     * @return a file for each process that was recorded and has not been killed
     */
    List<Path> stop();

    /** What takes the samples of CPU time in a recording. */
    public enum CpuSampler {
        FLIGHT_RECORDER,

        /** <a href="https://github.com/async-profiler/async-profiler">async-profiler</a>, which also sees native code. */
        ASYNC_PROFILER
    }
}
