package dev.nephelite.cli.profile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a recording says about one function. Not thread-safe. */
final class FunctionProfile {
    private final String function;
    private final List<Long> nanos = new ArrayList<>();
    private final Map<Measure, Stacks> stacks = new EnumMap<>(Measure.class);
    private int failures;
    private int coldStarts;

    FunctionProfile(String function) {
        this.function = function;
        for (Measure measure : Measure.values()) {
            stacks.put(measure, new Stacks());
        }
    }

    /** What the stacks of a flame graph are weighed by. */
    enum Measure {
        CPU("cpu", "CPU samples, one every " + FlightRecording.SAMPLE_PERIOD.toMillis() + " ms"),
        ALLOCATION("alloc", "allocated bytes, estimated from samples"),
        WALL_CLOCK("wall", "milliseconds running or waiting");

        private final String suffix;
        private final String unit;

        Measure(String suffix, String unit) {
            this.suffix = suffix;
            this.unit = unit;
        }

        /** What names of files contain. */
        String suffix() {
            return suffix;
        }

        String unit() {
            return unit;
        }
    }

    String function() {
        return function;
    }

    void add(Duration invocation, boolean failed, boolean cold) {
        nanos.add(invocation.toNanos());
        failures += failed ? 1 : 0;
        coldStarts += cold ? 1 : 0;
    }

    Stacks stacks(Measure measure) {
        return stacks.getOrDefault(measure, new Stacks());
    }

    int calls() {
        return nanos.size();
    }

    int failures() {
        return failures;
    }

    int coldStarts() {
        return coldStarts;
    }

    /** The duration that {@code percent} percent of the calls did not exceed. There is at least one call. */
    Duration percentile(int percent) {
        Collections.sort(nanos);
        int rank = (int) Math.ceil(nanos.size() * percent / 100.0);
        return Duration.ofNanos(nanos.get(Math.max(0, rank - 1)));
    }

    /** Weights of call stacks. A stack is written as its frames from the function's own method on, joined with ";". */
    static final class Stacks {
        private static final char SEPARATOR = ';';

        private final Map<String, Long> weights = new HashMap<>();

        void add(List<String> frames, long weight) {
            weights.merge(String.join(String.valueOf(SEPARATOR), frames), weight, Long::sum);
        }

        long total() {
            return weights.values().stream().mapToLong(Long::longValue).sum();
        }

        /** The format that flame graph tools read: one stack and its weight a line, the heaviest first. */
        List<String> collapsed() {
            return sorted(weights).stream()
                    .map(stack -> stack.getKey() + " " + stack.getValue())
                    .toList();
        }

        /** The frames in which the weight arose, without their callers, the heaviest first. */
        List<Map.Entry<String, Long>> topFrames() {
            Map<String, Long> frames = new HashMap<>();
            weights.forEach((stack, weight) ->
                    frames.merge(stack.substring(stack.lastIndexOf(SEPARATOR) + 1), weight, Long::sum));
            return sorted(frames);
        }

        private static List<Map.Entry<String, Long>> sorted(Map<String, Long> weights) {
            return weights.entrySet().stream()
                    .sorted(Map.Entry.<String, Long>comparingByValue()
                            .reversed()
                            .thenComparing(Map.Entry.comparingByKey()))
                    .toList();
        }
    }
}
