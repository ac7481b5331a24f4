package dev.nephelite.cli.profile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What recordings say about one function. Not thread-safe. */
public final class FunctionProfile {
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
    public enum Measure {
        CPU("cpu", "CPU time", "ms"),
        ALLOCATION("alloc", "allocated memory", "bytes"),
        WALL_CLOCK("wall", "time running or waiting", "ms");

        private final String suffix;
        private final String title;
        private final String unit;

        Measure(String suffix, String title, String unit) {
            this.suffix = suffix;
            this.title = title;
            this.unit = unit;
        }

        /** What names of files contain. */
        String suffix() {
            return suffix;
        }

        String title() {
            return title;
        }

        String unit() {
            return unit;
        }
    }

    public String function() {
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
        /** Methods of the JDK, and functions of native libraries and of the kernel, which only async-profiler sees. */
        private static final Pattern JDK_OR_NATIVE =
                Pattern.compile("(java|javax|jdk|sun|com\\.sun)\\..*|.*\\.(so|dylib)\\b.*|[^.]*");

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

        /** These stacks with every weight multiplied. */
        Stacks scaled(double factor) {
            Stacks scaled = new Stacks();
            weights.forEach((stack, weight) -> scaled.weights.put(stack, Math.round(weight * factor)));
            return scaled;
        }

        /**
         * The weights by the place in the code where they arose: the innermost frame and, if that is a method of the JDK,
         * the one outside the JDK from which it was called.
         */
        Map<String, Long> sites() {
            Map<String, Long> sites = new HashMap<>();
            weights.forEach((stack, weight) -> sites.merge(site(stack), weight, Long::sum));
            return sites;
        }

        private static String site(String stack) {
            String[] frames = stack.split(String.valueOf(SEPARATOR), -1);
            String innermost = frames[frames.length - 1];
            for (int i = frames.length - 1; i >= 0; i--) {
                if (!JDK_OR_NATIVE.matcher(frames[i]).matches()) {
                    return i == frames.length - 1 ? innermost : innermost + " from " + frames[i];
                }
            }
            return innermost;
        }

        /** The places where most of the weight arose, the heaviest first. */
        List<Map.Entry<String, Long>> topSites() {
            return sorted(sites());
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
