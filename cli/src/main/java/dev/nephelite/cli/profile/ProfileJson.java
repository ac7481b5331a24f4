package dev.nephelite.cli.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nephelite.cli.profile.FunctionProfile.Measure;
import dev.nephelite.cli.profile.FunctionProfile.Stacks;
import dev.nephelite.cli.profile.ProfileDifference.Change;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Profiles and their differences as JSON. Durations are in milliseconds unless their unit says otherwise. */
public final class ProfileJson {
    private static final JsonMapper JSON = new JsonMapper();

    private ProfileJson() {}

    /** The profiles of functions, and where their files are. */
    public static String of(ProfileFiles files, List<FunctionProfile> profiles) {
        return json(new ProfileDocument(
                files.recording().toString(),
                files.folder().toString(),
                profiles.stream().map(FunctionDocument::of).toList()));
    }

    static String of(List<ProfileDifference> differences, List<Path> files) {
        return json(new DifferenceDocument(
                files.stream().map(Path::toString).toList(),
                differences.stream().map(Changes::of).toList()));
    }

    private static String json(Object document) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static double milliseconds(Duration duration) {
        return Math.round(duration.toNanos() / 1e3) / 1e3;
    }

    private record ProfileDocument(String recording, String folder, List<FunctionDocument> functions) {}

    private record FunctionDocument(
            String name,
            int calls,
            int failures,
            double p50,
            double p95,
            double p99,
            int coldStarts,
            List<MeasureDocument> measures) {
        static FunctionDocument of(FunctionProfile profile) {
            return new FunctionDocument(
                    profile.function(),
                    profile.calls(),
                    profile.failures(),
                    milliseconds(profile.percentile(50)),
                    milliseconds(profile.percentile(95)),
                    milliseconds(profile.percentile(99)),
                    profile.coldStarts(),
                    List.of(Measure.values()).stream()
                            .map(measure -> MeasureDocument.of(measure, profile.stacks(measure)))
                            .toList());
        }
    }

    private record MeasureDocument(String measure, String unit, long total, List<Site> top) {
        static MeasureDocument of(Measure measure, Stacks stacks) {
            return new MeasureDocument(
                    measure.suffix(),
                    measure.unit(),
                    stacks.total(),
                    stacks.topSites().stream()
                            .limit(ProfileSummary.TOP)
                            .map(site -> new Site(site.getKey(), site.getValue()))
                            .toList());
        }
    }

    private record Site(String frame, long weight) {}

    private record DifferenceDocument(List<String> files, List<Changes> functions) {}

    private record Changes(String name, String measure, String unit, long before, long after, List<Change> changes) {
        static Changes of(ProfileDifference difference) {
            return new Changes(
                    difference.function(),
                    difference.measure().suffix(),
                    difference.unit(),
                    difference.before().total(),
                    difference.after().total(),
                    difference.changes().stream().limit(ProfileSummary.TOP).toList());
        }
    }
}
