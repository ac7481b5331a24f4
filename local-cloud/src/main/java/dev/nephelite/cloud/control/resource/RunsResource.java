package dev.nephelite.cloud.control.resource;

import dev.nephelite.cloud.control.protocol.ControlError;
import dev.nephelite.cloud.control.protocol.ControlException;
import dev.nephelite.cloud.control.protocol.JsonResponse;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.http.tail.TailQuery;
import dev.nephelite.function.FunctionHost;
import dev.nephelite.function.run.RunFilter;
import dev.nephelite.function.run.RunStore;
import dev.nephelite.function.run.RunStream;
import dev.nephelite.function.run.RunSummary;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The runs of the functions: those in progress, and the newest ones that have ended. */
public record RunsResource(ControlledCloud cloud) {
    /** Answers with the runs that the parameters ask for. */
    public Response list(HttpRequest request) {
        try {
            QueryParameters parameters = QueryParameters.parseLeniently(request.rawQuery());
            TailQuery query = TailQuery.of(request).fromOldest();
            RunFilter filter = new RunFilter(
                    parameters.get("function"),
                    flag("failed", parameters.get("failed")),
                    since(parameters.get("since")),
                    parameters.get("text"));
            @Nullable String before = parameters.get("before");
            return cloud.functionHost()
                    .map(host -> new RunStream(host.runs()))
                    .map(runs -> before == null ? runs.response(query, filter) : runs.before(before, query, filter))
                    .orElseGet(() -> Response.of(200)
                            .header("Content-Type", query.format().contentType()));
        } catch (IllegalArgumentException invalid) {
            throw ControlError.INVALID_PARAMETER.exception(String.valueOf(invalid.getMessage()));
        }
    }

    /** Answers with everything that is known of one run. */
    public Response show(String id) {
        RunSummary run = require(cloud, id);
        return cloud.functionHost()
                .flatMap(host -> host.runs().find(run.id()))
                .map(record -> JsonResponse.of(200, record.json()))
                .orElseThrow(() -> missing(id));
    }

    /**
     * The run that an id names.
     *
     * @param id or a beginning of it that no other run has
     */
    static RunSummary require(ControlledCloud cloud, String id) {
        RunStore runs = cloud.functionHost()
                .map(FunctionHost::runs)
                .orElseThrow(() -> ControlError.NOT_FOUND.exception("There are no runs, because no app runs."));
        List<RunSummary> found = runs.startingWith(id);
        if (found.size() > 1) {
            throw ControlError.INVALID_PARAMETER.exception("The ids of " + found.size() + " runs begin with '" + id
                    + "', such as " + found.get(0).id() + ". Write more of the id.");
        }
        return found.stream().findFirst().orElseThrow(() -> missing(id));
    }

    static ControlException missing(String id) {
        return ControlError.NOT_FOUND.exception(
                "There is no run '" + id + "' on record. GET /v1/runs lists the runs; the oldest are removed.");
    }

    private static @Nullable Boolean flag(String name, @Nullable String value) {
        if (value == null) {
            return null;
        }
        if (!value.equals("true") && !value.equals("false")) {
            throw new IllegalArgumentException(name + "=" + value + " is neither true nor false.");
        }
        return value.equals("true");
    }

    private static @Nullable Instant since(@Nullable String value) {
        try {
            return value == null ? null : Instant.parse(value);
        } catch (DateTimeException noInstant) {
            throw new IllegalArgumentException(
                    "since=" + value + " is not a time such as 2026-01-31T12:00:00Z.", noInstant);
        }
    }
}
