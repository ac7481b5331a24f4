package dev.nephelite.cli.profile;

import dev.nephelite.cli.output.Quantities;
import dev.nephelite.cli.profile.FunctionProfile.Measure;
import dev.nephelite.cli.profile.ProfileDifference.Change;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What has changed between two profiles, with flame graphs of it. */
public final class DifferenceSummary {
    private final List<ProfileDifference> differences;
    private final List<Path> files;

    private DifferenceSummary(List<ProfileDifference> differences, List<Path> files) {
        this.differences = differences;
        this.files = files;
    }

    /**
     * Compares the functions that are in both profiles, and writes the flame graphs beside the second one.
     *
     * @param wanted whether a function is compared, by its name
     */
    public static DifferenceSummary of(ProfileFiles before, ProfileFiles after, Predicate<String> wanted)
            throws IOException {
        Map<String, FunctionProfile> earlier = before.profiles(wanted).stream()
                .collect(Collectors.toMap(FunctionProfile::function, Function.identity()));
        List<ProfileDifference> differences = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        for (FunctionProfile later : after.profiles(wanted)) {
            FunctionProfile old = earlier.get(later.function());
            if (old == null) {
                continue;
            }
            for (Measure measure : Measure.values()) {
                ProfileDifference difference = ProfileDifference.of(old, later, measure);
                if (difference.after().total() > 0) {
                    differences.add(difference);
                    files.add(after.write(difference));
                }
            }
        }
        return new DifferenceSummary(differences, files);
    }

    /** Whether no function is in both profiles. */
    public boolean isEmpty() {
        return differences.isEmpty();
    }

    /** The flame graphs. */
    public List<Path> files() {
        return files;
    }

    /** For people: the changes of each function per call, the greatest first. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (ProfileDifference difference : differences) {
            lines.add("%s: %s per call: %s, before %s"
                    .formatted(
                            difference.function(),
                            difference.measure().title(),
                            quantity(difference.measure(), difference.after().total()),
                            quantity(difference.measure(), difference.before().total())));
            difference.changes().stream()
                    .limit(ProfileSummary.TOP)
                    .map(change -> line(difference.measure(), change))
                    .forEach(lines::add);
        }
        return lines;
    }

    private static String line(Measure measure, Change change) {
        return String.format(
                Locale.ROOT,
                "  %s%-11s %s (%s, before %s)",
                change.difference() > 0 ? "+" : "-",
                quantity(measure, Math.abs(change.difference())),
                change.site(),
                quantity(measure, change.after()),
                quantity(measure, change.before()));
    }

    private static String quantity(Measure measure, long weight) {
        return measure == Measure.ALLOCATION
                ? Quantities.bytes(weight)
                : Quantities.milliseconds(Duration.ofNanos(weight * 1_000));
    }

    /** For programs. */
    public String json() {
        return ProfileJson.of(differences, files);
    }
}
