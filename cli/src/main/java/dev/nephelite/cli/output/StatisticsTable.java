package dev.nephelite.cli.output;

import dev.nephelite.function.StatisticsList;
import dev.nephelite.function.invocation.InvocationStatistics.FunctionStatistics;
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
        functions.forEach(function -> lines.add((name + CALLS).formatted(calls(function))));
        if (functions.stream().anyMatch(function -> function.lastColdStart() != null)) {
            lines.add("");
            lines.add((name + COLD_STARTS)
                    .formatted("last cold start", "total", "JVM", "class loading", "injection", "first call"));
        }
        for (FunctionStatistics function : functions) {
            ColdStart coldStart = function.lastColdStart();
            if (coldStart != null) {
                lines.add((name + COLD_STARTS).formatted(phases(function.name(), coldStart)));
            }
        }
        return lines;
    }

    private static Object[] calls(FunctionStatistics function) {
        return new Object[] {
            function.name(),
            function.invocations(),
            function.failures(),
            Quantities.milliseconds(function.p50()),
            Quantities.milliseconds(function.p95()),
            Quantities.milliseconds(function.p99()),
            function.coldStarts(),
            Quantities.milliseconds(function.cpu()),
            Quantities.bytes(function.allocatedBytes())
        };
    }

    private static Object[] phases(String function, ColdStart coldStart) {
        // Functions in Nephelite's own process need no other.
        boolean ownProcess = coldStart.process().equals(Duration.ZERO);
        return new Object[] {
            function,
            Quantities.milliseconds(coldStart.total()),
            ownProcess ? "-" : Quantities.milliseconds(coldStart.process()),
            Quantities.milliseconds(coldStart.loading()),
            Quantities.milliseconds(coldStart.injection()),
            Quantities.milliseconds(coldStart.call())
        };
    }
}
