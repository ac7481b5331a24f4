package dev.nephelite.benchmark.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The processor time of the threads with which a JVM compiles code, as Linux counts it.
 *
 * @param nanos by the id of the thread
 */
public record CompilerTime(Map<String, Long> nanos) {
    /** The names of the threads, which Linux cuts off. */
    private static final Pattern NAME = Pattern.compile("C[12] CompilerThre.*");

    public CompilerTime {
        nanos = Map.copyOf(nanos);
    }

    /** The time until now of a process. */
    public static CompilerTime of(long pid) {
        return of(Path.of("/proc", Long.toString(pid), "task"));
    }

    /** @param threads has a folder for each thread, with the files {@code comm} and {@code schedstat} */
    static CompilerTime of(Path threads) {
        Map<String, Long> nanos = new HashMap<>();
        try (Stream<Path> all = Files.list(threads)) {
            for (Path thread : all.toList()) {
                add(thread, nanos);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return new CompilerTime(nanos);
    }

    private static void add(Path thread, Map<String, Long> nanos) throws IOException {
        try {
            if (NAME.matcher(Files.readString(thread.resolve("comm")).strip()).matches()) {
                List<String> counters =
                        List.of(Files.readString(thread.resolve("schedstat")).split(" ", -1));
                nanos.put(String.valueOf(thread.getFileName()), Long.parseLong(counters.get(0)));
            }
        } catch (NoSuchFileException ignored) {
            // The thread has ended.
        }
    }

    /** The time since an earlier one. What a thread used that has ended since is left out: only idle ones end. */
    public Duration since(CompilerTime earlier) {
        return Duration.ofNanos(nanos.entrySet().stream()
                .mapToLong(thread -> thread.getValue() - earlier.nanos.getOrDefault(thread.getKey(), 0L))
                .sum());
    }
}
