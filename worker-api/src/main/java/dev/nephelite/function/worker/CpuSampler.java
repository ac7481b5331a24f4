package dev.nephelite.function.worker;

/** What takes the samples of CPU time in a recording. */
public enum CpuSampler {
    FLIGHT_RECORDER,

    /** <a href="https://github.com/async-profiler/async-profiler">async-profiler</a>, which also sees native code. */
    ASYNC_PROFILER
}
