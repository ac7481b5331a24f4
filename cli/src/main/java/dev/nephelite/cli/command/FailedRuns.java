package dev.nephelite.cli.command;

import dev.nephelite.cli.options.InstanceOptions;
import dev.nephelite.function.run.Payload;
import dev.nephelite.function.run.RunRecord;
import dev.nephelite.function.run.RunSummary;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The runs of a running program that have failed. */
record FailedRuns(InstanceOptions instance) {
    private static final int MOST = 1_000;

    /**
     * Of all runs with the same function and payload, the newest one, the oldest of these first. Of the attempts for one message, for
     * example, it is the last.
     *
     * @param function null for all
     */
    List<RunSummary> newestOfEachPayload(@Nullable String function) throws IOException, InterruptedException {
        String query = function == null ? "" : "&function=" + URLEncoder.encode(function, StandardCharsets.UTF_8);
        String lines = instance.control("/v1/runs?follow=false&failed=true&last=" + MOST + query)
                .get();
        Map<Event, RunSummary> newest = new LinkedHashMap<>();
        for (String line : lines.lines().filter(text -> !text.isBlank()).toList()) {
            RunSummary run = RunSummary.parse(line);
            RunRecord record =
                    RunRecord.parse(instance.control("/v1/runs/" + run.id()).get());
            newest.put(
                    new Event(
                            run.function(),
                            record.details().inputs().values().stream().findFirst()),
                    run);
        }
        List<RunSummary> runs = new ArrayList<>(newest.values());
        runs.sort(Comparator.comparingLong(RunSummary::number));
        return runs;
    }

    /** What makes runs the same. */
    private record Event(String function, Optional<Payload> payload) {}
}
