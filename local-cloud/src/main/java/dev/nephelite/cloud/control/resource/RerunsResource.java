package dev.nephelite.cloud.control.resource;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nephelite.cloud.control.protocol.ControlError;
import dev.nephelite.cloud.control.protocol.JsonRequest;
import dev.nephelite.cloud.control.protocol.JsonResponse;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.trace.TraceContext;
import dev.nephelite.function.FunctionHost;
import dev.nephelite.function.run.RerunOptions;
import dev.nephelite.function.run.RunRecord;
import dev.nephelite.function.run.RunSummary;
import dev.nephelite.function.worker.TypedData;
import java.io.IOException;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs of functions that repeat earlier ones. */
public record RerunsResource(ControlledCloud cloud) {
    private static final String RUN = "run";
    private static final String PAYLOAD = "payload";
    private static final String PAYLOAD_BASE64 = "payloadBase64";
    private static final String FRESH_INPUTS = "freshInputs";
    private static final String DRY_RUN = "dryRun";
    private static final String EXAMPLE = "{\"freshInputs\": false, \"dryRun\": true, \"payload\": \"text\"}";
    private static final String REPLAY_EXAMPLE = "{\"dryRun\": true, \"run\": {...}}";

    /** Larger than every payload that a record has all of. */
    private static final int MAX_BYTES = 8 << 20;

    /** Larger than every record. */
    private static final int MAX_BYTES_OF_RECORD = 64 << 20;

    /** Repeats a run of this cloud, and answers when the new run has ended. No thread waits for that. */
    public CompletionStage<Response> rerun(HttpRequest request, String id) throws IOException {
        RerunOptions options = options(JsonRequest.object(
                request, EXAMPLE, Set.of(PAYLOAD, PAYLOAD_BASE64, FRESH_INPUTS, DRY_RUN), MAX_BYTES));
        RunSummary run = RunsResource.require(cloud, id);
        FunctionHost host =
                FunctionsResource.requireRunningApp(cloud.functionHost().orElseThrow());
        RunRecord first = host.runs().find(run.id()).orElseThrow(() -> RunsResource.missing(id));
        return answer(request, host, first, options);
    }

    /** Repeats a run of any cloud, whose record is in the request. */
    public CompletionStage<Response> replay(HttpRequest request) throws IOException {
        JsonNode wanted =
                JsonRequest.object(request, REPLAY_EXAMPLE, Set.of(RUN, FRESH_INPUTS, DRY_RUN), MAX_BYTES_OF_RECORD);
        RerunOptions options = options(wanted);
        RunRecord first = record(wanted.path(RUN));
        FunctionHost host = FunctionsResource.requireRunningApp(cloud.functionHost()
                .orElseThrow(
                        () -> ControlError.NOT_FOUND.exception("The run cannot be repeated, because no app runs.")));
        return answer(request, host, first, options);
    }

    private static RunRecord record(JsonNode json) {
        boolean complete = Stream.of("id", "function", "trigger", "outcome")
                .allMatch(member -> json.path(member).isTextual());
        try {
            if (complete) {
                return RunRecord.parse(json.toString());
            }
        } catch (IllegalArgumentException ignored) {
            // Refused below, like other JSON.
        }
        throw ControlError.INVALID_PARAMETER.exception(
                "'run' has to be the record of a run, as GET /v1/runs/ID returns it.");
    }

    private static CompletionStage<Response> answer(
            HttpRequest request, FunctionHost host, RunRecord first, RerunOptions options) {
        return host.rerun(first, options, TraceContext.sentIn(request.headers()))
                .handle((report, failed) -> {
                    Throwable cause = failed instanceof CompletionException ? failed.getCause() : failed;
                    if (cause instanceof IllegalArgumentException refused) {
                        throw ControlError.NOT_REPEATABLE.exception(String.valueOf(refused.getMessage()));
                    }
                    if (failed != null) {
                        throw new CompletionException(cause);
                    }
                    return JsonResponse.of(200, report.json());
                });
    }

    private static RerunOptions options(JsonNode wanted) {
        return new RerunOptions(
                payload(wanted),
                JsonRequest.flag(wanted, FRESH_INPUTS, EXAMPLE),
                JsonRequest.flag(wanted, DRY_RUN, EXAMPLE));
    }

    private static @Nullable TypedData payload(JsonNode wanted) {
        @Nullable String text = JsonRequest.text(wanted, PAYLOAD, EXAMPLE);
        @Nullable String base64 = JsonRequest.text(wanted, PAYLOAD_BASE64, EXAMPLE);
        if (text != null && base64 != null) {
            throw ControlError.INVALID_PARAMETER.exception("There can be one payload only: payload or payloadBase64.");
        }
        if (base64 == null) {
            return text == null ? null : new TypedData.Text(text);
        }
        try {
            return new TypedData.Bytes(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException noBase64) {
            throw ControlError.INVALID_PARAMETER.exception("payloadBase64 is not Base64: " + noBase64.getMessage());
        }
    }
}
