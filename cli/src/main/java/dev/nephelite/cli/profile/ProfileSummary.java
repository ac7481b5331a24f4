package dev.nephelite.cli.profile;

import dev.nephelite.cli.output.Quantities;
import dev.nephelite.cli.profile.FunctionProfile.Measure;
import dev.nephelite.cli.profile.FunctionProfile.Stacks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The profiles of functions as a table, with the places in the code that took the most time. */
public final class ProfileSummary {
    static final String TITLE = "Profile of functions";
    static final int TOP = 10;

    private ProfileSummary() {}

    /** The lines of the table. */
    public static List<String> lines(List<FunctionProfile> profiles) {
        int width = profiles.stream()
                .mapToInt(profile -> profile.function().length())
                .reduce("function".length(), Math::max);
        String row = "%-" + width + "s %7s %8s %10s %10s %10s %11s %10s %10s";
        List<String> lines = new ArrayList<>();
        lines.add(TITLE);
        lines.add(
                row.formatted("function", "calls", "failures", "p50", "p95", "p99", "cold starts", "CPU", "allocated"));
        for (FunctionProfile profile : profiles) {
            lines.add(row.formatted(
                    profile.function(),
                    profile.calls(),
                    profile.failures(),
                    Quantities.milliseconds(profile.percentile(50)),
                    Quantities.milliseconds(profile.percentile(95)),
                    Quantities.milliseconds(profile.percentile(99)),
                    profile.coldStarts(),
                    Quantities.milliseconds(
                            Duration.ofMillis(profile.stacks(Measure.CPU).total())),
                    Quantities.bytes(profile.stacks(Measure.ALLOCATION).total())));
            lines.addAll(top(profile));
        }
        return lines;
    }

    /** Of a function that mostly waits, where it waits. */
    private static List<String> top(FunctionProfile profile) {
        Stacks cpu = profile.stacks(Measure.CPU);
        Stacks wall = profile.stacks(Measure.WALL_CLOCK);
        Measure measure = wall.total() > 2 * cpu.total() ? Measure.WALL_CLOCK : Measure.CPU;
        Stacks stacks = profile.stacks(measure);
        List<String> lines = new ArrayList<>();
        if (stacks.total() > 0) {
            lines.add("  " + measure.title() + ":");
        }
        for (Map.Entry<String, Long> site :
                stacks.topSites().stream().limit(TOP).toList()) {
            lines.add(String.format(
                    Locale.ROOT, "  %5.1f %%  %s", 100.0 * site.getValue() / stacks.total(), site.getKey()));
        }
        return lines;
    }
}
