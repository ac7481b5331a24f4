package dev.nephelite.program;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The lines that a running process prints on its standard output and standard error. */
public final class ProcessOutput {
    /** Ends a test that hangs; no assertion depends on it. */
    private static final long HANG_SECONDS = 240;

    private static final long MILLIS_TO_THE_LAST_LINE = 5_000;

    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final List<Thread> readers = new ArrayList<>();
    private final BlockingQueue<String> unread = new LinkedBlockingQueue<>();

    /** Reads the streams of the process that were not redirected, until it ends. */
    public ProcessOutput(Process process) {
        this.process = process;
        follow("stdout", process.getInputStream());
        follow("stderr", process.getErrorStream());
    }

    /** Waits for a line of either stream, from where the last wait ended, and returns it. */
    public String awaitLine(Predicate<String> wanted) throws InterruptedException {
        for (long waited = 0; waited < HANG_SECONDS; ) {
            boolean running = process.isAlive();
            @Nullable String line = unread.poll(1, TimeUnit.SECONDS);
            if (line != null && wanted.test(line)) {
                return line;
            }
            if (line == null) {
                waited = running ? waited + 1 : HANG_SECONDS;
            }
        }
        throw new AssertionError("no such line in:\n" + String.join("\n", lines()));
    }

    /** Waits for the last line of a process that has ended, unless a child of it has inherited its streams. */
    void awaitEnd() throws InterruptedException {
        for (Thread reader : readers) {
            reader.join(MILLIS_TO_THE_LAST_LINE);
        }
    }

    /** Everything printed so far. */
    public List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    private void follow(String name, InputStream stream) {
        Thread reader = new Thread(() -> read(stream), "process-" + process.pid() + "-" + name);
        reader.setDaemon(true);
        reader.start();
        readers.add(reader);
    }

    private void read(InputStream stream) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                synchronized (lines) {
                    lines.add(line);
                }
                unread.add(line);
            }
        } catch (IOException ignored) {
            // The stream was closed because the process was killed: there are no more lines.
        }
    }
}
