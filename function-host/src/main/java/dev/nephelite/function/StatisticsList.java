package dev.nephelite.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nephelite.function.invocation.InvocationStatistics.FunctionStatistics;
import dev.nephelite.function.worker.Usage.ColdStart;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the invocations of functions took. */
public record StatisticsList(List<FunctionStatistics> functions) {
    private static final JsonMapper JSON = new JsonMapper();

    public StatisticsList {
        functions = List.copyOf(functions);
    }

    /**
     * Parses what {@link #json} returns.
     *
     * @throws IllegalArgumentException if {@code json} is anything else
     */
    public static StatisticsList parse(String json) {
        try {
            return new StatisticsList(JSON.readValue(json, new TypeReference<List<Row>>() {}).stream()
                    .map(Row::statistics)
                    .toList());
        } catch (JsonProcessingException noList) {
            throw new IllegalArgumentException("These are no statistics of functions: " + json, noList);
        }
    }

    /** A JSON array with one object per function; durations are in milliseconds. */
    public String json() {
        try {
            return JSON.writerWithDefaultPrettyPrinter()
                    .writeValueAsString(functions.stream().map(Row::of).toList());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static double milliseconds(Duration duration) {
        return Math.round(duration.toNanos() / 1e3) / 1e3;
    }

    private static Duration duration(double milliseconds) {
        return Duration.ofNanos(Math.round(milliseconds * 1e6));
    }

    /** The statistics of one function as JSON has them. */
    private record Row(
            String name,
            long invocations,
            long failures,
            double p50,
            double p95,
            double p99,
            long coldStarts,
            double cpu,
            long allocatedBytes,
            @Nullable Steps lastColdStart) {
        static Row of(FunctionStatistics function) {
            @Nullable ColdStart coldStart = function.lastColdStart();
            return new Row(
                    function.name(),
                    function.invocations(),
                    function.failures(),
                    milliseconds(function.p50()),
                    milliseconds(function.p95()),
                    milliseconds(function.p99()),
                    function.coldStarts(),
                    milliseconds(function.cpu()),
                    function.allocatedBytes(),
                    coldStart == null ? null : Steps.of(coldStart));
        }

        FunctionStatistics statistics() {
            return new FunctionStatistics(
                    name,
                    invocations,
                    failures,
                    duration(p50),
                    duration(p95),
                    duration(p99),
                    coldStarts,
                    duration(cpu),
                    allocatedBytes,
                    lastColdStart == null ? null : lastColdStart.coldStart());
        }
    }

    /** The steps of a cold start as JSON has them. */
    private record Steps(double jvm, double classLoading, double injection, double firstCall) {
        static Steps of(ColdStart coldStart) {
            return new Steps(
                    milliseconds(coldStart.process()),
                    milliseconds(coldStart.loading()),
                    milliseconds(coldStart.injection()),
                    milliseconds(coldStart.call()));
        }

        ColdStart coldStart() {
            return new ColdStart(duration(jvm), duration(classLoading), duration(injection), duration(firstCall));
        }
    }
}
