package dev.nephelite.benchmark;

import dev.nephelite.benchmark.group.BenchmarkSettings;
import dev.nephelite.benchmark.server.SlowClients;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** The options for the amount of work. */
final class WorkloadOptions {
    @Option(
            names = "--repetitions",
            paramLabel = "N",
            description = "How often each step is repeated.",
            defaultValue = "3")
    private int repetitions;

    @Option(
            names = "--scale",
            paramLabel = "FACTOR",
            description = "Multiplies all numbers and sizes; the targets are for 1.",
            defaultValue = "1")
    private double scale;

    @Option(
            names = "--clients",
            split = ",",
            paramLabel = "N",
            description = "Numbers of clients for small blobs: any of 1, 16 and 64.",
            defaultValue = "1,16,64")
    private List<Integer> clients = List.of();

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "Duration of each step that measures a rate.",
            defaultValue = "3")
    private double seconds;

    @Option(
            names = "--rest",
            paramLabel = "S",
            description = "Seconds of rest before memory is read and before a restart.",
            defaultValue = "8")
    private double rest;

    @Option(
            names = "--fill",
            paramLabel = "S",
            description = "The longest time for filling a store.",
            defaultValue = "900")
    private double fill;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How often the group PROFILE runs two steps with a recording between two without one.",
            defaultValue = "40")
    private int rounds;

    @Option(
            names = "--soak",
            paramLabel = "S",
            description = "How long the group SOAK repeats the same work.",
            defaultValue = "600")
    private double soak;

    @Option(names = "--seed", paramLabel = "N", description = "Seed for the times of random kills.", defaultValue = "1")
    private long seed;

    @Option(
            names = "--slow",
            split = ",",
            paramLabel = "N",
            description = "Numbers of slow readers, slow writers, followers of events and idle connections.",
            defaultValue = "2000,2000,2000,10000")
    private List<Integer> slow = List.of();

    BenchmarkSettings settings() {
        return new BenchmarkSettings(
                repetitions,
                scale,
                clients,
                duration(seconds),
                duration(rest),
                duration(fill),
                rounds,
                duration(soak),
                seed,
                SlowClients.Counts.of(slow));
    }

    /** The heading of the table. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "Medians (least..greatest) of %s repetitions, steps of %s s, at scale %s%s.",
                repetitions,
                seconds,
                scale,
                scale == 1 ? "" : " (multiply the numbers and sizes below by it; the targets are for 1)");
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
