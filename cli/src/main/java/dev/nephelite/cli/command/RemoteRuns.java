package dev.nephelite.cli.command;

import dev.nephelite.cli.options.InstanceOptions;
import dev.nephelite.cli.remote.RemoteServer.RefusedException;
import dev.nephelite.function.run.RunRecord;
import dev.nephelite.function.run.RunSummary;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The runs that a running program has on record. */
record RemoteRuns(InstanceOptions instance) {
    /**
     * The runs that a query asks for, the oldest first.
     *
     * @param query parameters of {@code GET /v1/runs}
     */
    List<RunSummary> list(String query) throws IOException, InterruptedException {
        return instance.control("/v1/runs?follow=false&" + query)
                .get()
                .lines()
                .filter(line -> !line.isBlank())
                .map(RunSummary::parse)
                .toList();
    }

    /** Everything that is known of a run; empty if it is no longer on record, because the oldest runs are removed. */
    Optional<RunRecord> find(UUID id) throws IOException, InterruptedException {
        try {
            return Optional.of(
                    RunRecord.parse(instance.control("/v1/runs/" + id).get()));
        } catch (RefusedException refused) {
            if (refused.code().equals("NotFound")) {
                return Optional.empty();
            }
            throw refused;
        }
    }
}
