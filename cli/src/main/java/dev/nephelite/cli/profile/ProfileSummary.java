package dev.nephelite.cli.profile;

import dev.nephelite.cli.output.Quantities;
import dev.nephelite.cli.profile.FunctionProfile.Measure;
import dev.nephelite.cli.profile.FunctionProfile.Stacks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The profiles of all functions as a table, with the frames that took the most CPU time. */
final class ProfileSummary {
    static final String TITLE = "Profile of functions";

    private static final int TOP_FRAMES = 10;

    private ProfileSummary() {}

    static List<String> lines(List<FunctionProfile> profiles) {
        int width = profiles.stream()
                .mapToInt(profile -> profile.function().length())
                .reduce("function".length(), Math::max);
        String row = "%-" + width + "s %7s %8s %10s %10s %10s %11s %11s %10s";
        List<String> lines = new ArrayList<>();
        lines.add(TITLE);
        lines.add(row.formatted(
                "function", "calls", "failures", "p50", "p95", "p99", "cold starts", "CPU samples", "allocated"));
        for (FunctionProfile profile : profiles) {
            lines.add(row.formatted(
                    profile.function(),
                    profile.calls(),
                    profile.failures(),
                    Quantities.milliseconds(profile.percentile(50)),
                    Quantities.milliseconds(profile.percentile(95)),
                    Quantities.milliseconds(profile.percentile(99)),
                    profile.coldStarts(),
                    profile.stacks(Measure.CPU).total(),
                    Quantities.bytes(profile.stacks(Measure.ALLOCATION).total())));
            lines.addAll(topFrames(profile.stacks(Measure.CPU)));
        }
        return lines;
    }

    private static List<String> topFrames(Stacks cpu) {
        long total = cpu.total();
        return cpu.topFrames().stream()
                .limit(TOP_FRAMES)
                .map((Map.Entry<String, Long> frame) ->
                        String.format(Locale.ROOT, "  %5.1f %%  %s", 100.0 * frame.getValue() / total, frame.getKey()))
                .toList();
    }

}
