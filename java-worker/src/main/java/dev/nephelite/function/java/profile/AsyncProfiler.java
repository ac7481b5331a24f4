package dev.nephelite.function.java.profile;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Samples of CPU time by async-profiler. Unlike those of Flight Recorder, they include native code, such as compression, and
 * the JVM itself. The JVM loads the library as it loads agents, so none of its classes is needed. There is one async-profiler
 * in a JVM, which records for one client at a time.
 */
final class AsyncProfiler {
    private static final String DIAGNOSTIC_COMMANDS = "com.sun.management:type=DiagnosticCommand";
    private static final String SUCCESS = "return code: 0";

    private final Path library;
    private final Path file;

    private AsyncProfiler(Path library, Path file) {
        this.library = library;
        this.file = file;
    }

    /**
     * Begins to take samples.
     *
     * @param library the library for this platform
     * @param file where the samples are written
     * @throws IllegalStateException if it cannot; its output says why
     */
    static AsyncProfiler start(Path library, Path file) {
        AsyncProfiler profiler = new AsyncProfiler(library, file);
        profiler.execute("start,event=cpu,interval=%sms,jfr,loglevel=warn,file=%s"
                .formatted(RecordedEvents.SAMPLE_PERIOD.toMillis(), file));
        return profiler;
    }

    /** Ends the samples and appends them to a recording, which may consist of parts that programs have written. */
    void appendTo(Path recording) {
        execute("stop,jfr,file=" + file);
        try {
            try (OutputStream end =
                    Files.newOutputStream(recording, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                Files.copy(file, end);
            }
            Files.delete(file);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private void execute(String command) {
        String[] arguments = {library.toString(), '"' + command + '"'};
        try {
            Object answer = ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName(DIAGNOSTIC_COMMANDS),
                            "jvmtiAgentLoad",
                            new Object[] {arguments},
                            new String[] {String[].class.getName()});
            if (!String.valueOf(answer).contains(SUCCESS)) {
                throw new IllegalStateException("async-profiler cannot record this process: "
                        + String.valueOf(answer).strip() + ". Its output says why.");
            }
        } catch (JMException noSuchCommand) {
            throw new IllegalStateException(
                    "async-profiler cannot record this process: " + noSuchCommand, noSuchCommand);
        }
    }
}
