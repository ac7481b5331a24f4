package dev.nephelite.cli.profile;

import dev.nephelite.cli.profile.FunctionProfile.Measure;
import dev.nephelite.cli.profile.FunctionProfile.Stacks;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * How two profiles of the same function differ. Weights are per call, because the profiles may have different numbers of calls,
 * and times are in microseconds.
 */
record ProfileDifference(String function, Measure measure, Stacks before, Stacks after) {
    private static final int MICROSECONDS = 1_000;

    static ProfileDifference of(FunctionProfile before, FunctionProfile after, Measure measure) {
        return new ProfileDifference(after.function(), measure, perCall(before, measure), perCall(after, measure));
    }

    private static Stacks perCall(FunctionProfile profile, Measure measure) {
        int factor = measure == Measure.ALLOCATION ? 1 : MICROSECONDS;
        return profile.stacks(measure).scaled((double) factor / profile.calls());
    }

    /** The unit of all weights. */
    String unit() {
        return measure == Measure.ALLOCATION ? "bytes per call" : "microseconds per call";
    }

    /**
     * The change of a place in the code, without what it calls.
     *
     * @param site see {@link Stacks#sites}
     */
    record Change(String site, long before, long after) {
        long difference() {
            return after - before;
        }
    }

    /** The places whose weight has changed, the greatest change first. */
    List<Change> changes() {
        Map<String, Long> earlier = before.sites();
        Map<String, Long> later = after.sites();
        TreeSet<String> all = new TreeSet<>(earlier.keySet());
        all.addAll(later.keySet());
        return all.stream()
                .map(site -> new Change(site, earlier.getOrDefault(site, 0L), later.getOrDefault(site, 0L)))
                .filter(change -> change.difference() != 0)
                .sorted(Comparator.comparingLong((Change change) -> -Math.abs(change.difference())))
                .toList();
    }
}
