package dev.nephelite.cli.output;

import dev.nephelite.function.StatisticsList;
import dev.nephelite.function.invocation.FunctionStatistics;
import dev.nephelite.function.worker.Usage.ColdStart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the invocations of functions took, for people: a line for each function, and one for its last cold start. */
public final class StatisticsTable {
    private static final String CALLS = " %11s %8s %10s %10s %10s %11s %10s %10s";
    private static final String COLD_STARTS = " %11s %10s %13s %10s %10s";

    private StatisticsTable() {}

    public static List<String> lines(StatisticsList statistics) {
        List<FunctionStatistics> functions = statistics.functions();
        int width = functions.stream()
                .mapToInt(function -> function.name().length())
                .reduce("last cold start".length(), Math::max);
        String name = "%-" + width + "s";
        List<String> lines = new ArrayList<>();
        lines.add((name + CALLS)
                .formatted(
                        "function", "invocations", "failures", "p50", "p95", "p99", "cold starts", "CPU", "allocated"));
        functions.forEach(function -> lines.add((name + CALLS)
                .formatted(
                        function.name(),
                        function.invocations(),
                        function.failures(),
                        Quantities.milliseconds(function.p50()),
                        Quantities.milliseconds(function.p95()),
                        Quantities.milliseconds(function.p99()),
                        function.coldStarts(),
                        Quantities.milliseconds(function.cpu()),
                        Quantities.bytes(function.allocatedBytes()))));
        if (functions.stream().anyMatch(function -> function.lastColdStart() != null)) {
            lines.add("");
            lines.add((name + COLD_STARTS)
                    .formatted("last cold start", "total", "JVM", "class loading", "injection", "first call"));
        }
        for (FunctionStatistics function : functions) {
            ColdStart coldStart = function.lastColdStart();
            if (coldStart != null) {
                lines.add((name + COLD_STARTS)
                        .formatted(
                                function.name(),
                                Quantities.milliseconds(coldStart.total()),
                                // Functions in Nephelite's own process need no other.
                                coldStart.process().equals(Duration.ZERO)
                                        ? "-"
                                        : Quantities.milliseconds(coldStart.process()),
                                Quantities.milliseconds(coldStart.loading()),
                                Quantities.milliseconds(coldStart.injection()),
                                Quantities.milliseconds(coldStart.call())));
            }
        }
        return lines;
    }
}
