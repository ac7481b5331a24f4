package dev.nephelite.cli.profile;

import dev.nephelite.cli.profile.FunctionProfile.Measure;
import dev.nephelite.function.java.profile.RecordedEvents;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedClassLoader;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import org.jspecify.annotations.Nullable;

/**
 * Makes profiles from the recording of one process. A sample belongs to the function that ran on its thread at that time;
 * samples of other threads, and of functions that had not ended, are left out.
 */
final class RecordingReader {
    /** Calls the methods of the app; the frames above its own are the function's. */
    private static final String CALLER = "dev.nephelite.function.java.worker.JavaFunction";

    private static final String OURS = "dev.nephelite.";
    private static final String WORKER = "dev.nephelite.function.java.worker.";
    private static final String SYSTEM_CLASS_LOADER = "jdk.internal.loader.ClassLoaders$AppClassLoader";
    private static final List<String> REFLECTION =
            List.of("java.lang.reflect.", "jdk.internal.reflect.", "java.lang.invoke.", "sun.reflect.");

    /** The names of lambdas and other hidden classes end with an address. */
    private static final Pattern ADDRESS = Pattern.compile("(\\$\\$Lambda|[/+]0x\\p{XDigit}).*");

    private final Map<String, FunctionProfile> profiles;
    private final Map<Long, NavigableMap<Instant, Run>> runs = new HashMap<>();

    private RecordingReader(Map<String, FunctionProfile> profiles) {
        this.profiles = profiles;
    }

    /** An invocation on its thread. */
    private record Run(FunctionProfile profile, Instant end) {}

    /**
     * The profiles of the functions that were called, by name.
     *
     * @param recordings of different processes, in which the same function may have run
     */
    static List<FunctionProfile> read(List<Path> recordings) throws IOException {
        Map<String, FunctionProfile> profiles = new TreeMap<>();
        for (Path recording : recordings) {
            // The ids of threads are those of one process.
            RecordingReader reader = new RecordingReader(profiles);
            try (RecordingChunks chunks = RecordingChunks.of(recording)) {
                // The events of a recording are in no order.
                chunks.forEach(reader::addInvocation);
                chunks.forEach(reader::addSample);
            }
        }
        return List.copyOf(profiles.values());
    }

    private void addInvocation(RecordedEvent event) {
        if (!event.getEventType().getName().equals(RecordedEvents.INVOCATION)) {
            return;
        }
        FunctionProfile profile = profiles.computeIfAbsent(event.getString("function"), FunctionProfile::new);
        profile.add(event.getDuration(), !"Succeeded".equals(event.getString("outcome")), event.getBoolean("cold"));
        runs.computeIfAbsent(event.getThread().getJavaThreadId(), thread -> new TreeMap<>())
                .put(event.getStartTime(), new Run(profile, event.getEndTime()));
    }

    private void addSample(RecordedEvent event) {
        String type = event.getEventType().getName();
        if (type.equals(RecordedEvents.CPU_SAMPLE)) {
            Consumer<FunctionProfile> add = profile -> {
                List<String> frames = frames(event);
                add(profile, Measure.CPU, frames, RecordedEvents.SAMPLE_PERIOD.toMillis());
                add(profile, Measure.WALL_CLOCK, frames, RecordedEvents.SAMPLE_PERIOD.toMillis());
            };
            find(event.getThread("sampledThread"), event.getStartTime()).ifPresent(add);
        } else if (type.equals(RecordedEvents.ALLOCATION_SAMPLE)) {
            find(event.getThread(), event.getStartTime())
                    .ifPresent(profile -> add(profile, Measure.ALLOCATION, frames(event), event.getLong("weight")));
        } else if (RecordedEvents.WAITS.contains(type)) {
            find(event.getThread(), event.getStartTime())
                    .ifPresent(profile -> add(
                            profile,
                            Measure.WALL_CLOCK,
                            frames(event),
                            event.getDuration().toMillis()));
        }
    }

    private static void add(FunctionProfile profile, Measure measure, List<String> frames, long weight) {
        if (!frames.isEmpty()) {
            profile.stacks(measure).add(frames, weight);
        }
    }

    private Optional<FunctionProfile> find(@Nullable RecordedThread thread, Instant time) {
        NavigableMap<Instant, Run> ofThread = thread == null
                ? Collections.emptyNavigableMap()
                : runs.getOrDefault(thread.getJavaThreadId(), Collections.emptyNavigableMap());
        return Optional.ofNullable(ofThread.floorEntry(time))
                .map(Map.Entry::getValue)
                .filter(run -> !time.isAfter(run.end()))
                .map(Run::profile);
    }

    /** The frames of the app and of what it calls, the outermost first; empty if the app was not reached yet. */
    private static List<String> frames(RecordedEvent event) {
        @Nullable RecordedStackTrace trace = event.getStackTrace();
        if (trace == null) {
            return List.of();
        }
        List<String> frames = new ArrayList<>();
        boolean complete = false;
        for (RecordedFrame frame : trace.getFrames()) {
            RecordedClass type = frame.getMethod().getType();
            if (type.getName().equals(CALLER)) {
                complete = true;
                break;
            }
            if (!isOurs(type) && REFLECTION.stream().noneMatch(type.getName()::startsWith)) {
                frames.add(name(frame.getMethod()));
            }
        }
        if (!complete && !trace.isTruncated()) {
            return List.of();
        }
        if (!complete) {
            frames.add("(more)");
        }
        Collections.reverse(frames);
        return frames;
    }

    private static String name(RecordedMethod method) {
        String type = ADDRESS.matcher(method.getType().getName()).replaceFirst("");
        // Native code may belong to no library.
        return type.isEmpty() ? method.getName() : type + "." + method.getName();
    }

    /** An app may use our package, too. Samples of async-profiler do not have the class loader. */
    private static boolean isOurs(RecordedClass type) {
        @Nullable RecordedClassLoader loader = type.getClassLoader();
        boolean loadedWithUs = loader != null
                && loader.getType() != null
                && loader.getType().getName().equals(SYSTEM_CLASS_LOADER);
        return type.getName().startsWith(WORKER)
                || (loadedWithUs && type.getName().startsWith(OURS));
    }
}
