package dev.nephelite.cloud.control.resource;

import dev.nephelite.cloud.control.protocol.ControlError;
import dev.nephelite.cloud.control.protocol.JsonResponse;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.function.FunctionHost;
import dev.nephelite.function.run.RunStore;
import dev.nephelite.function.run.TraceTree;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a request to storage, or the run of a function, has caused. */
public record TracesResource(ControlledCloud cloud) {
    private static final Pattern TRACE_ID = Pattern.compile("[0-9a-f]{32}");

    /**
     * Answers with a trace.
     *
     * @param id of the trace, or of a run in it, of which a beginning that no other run has is enough
     */
    public Response show(String id) {
        @Nullable RunStore runs = cloud.functionHost().map(FunctionHost::runs).orElse(null);
        String traceId = TRACE_ID.matcher(id).matches()
                ? id
                : RunsResource.require(cloud, id).trace().id();
        TraceTree trace = cloud.traces().trace(traceId, runs);
        if (trace.spans().isEmpty()) {
            throw ControlError.NOT_FOUND.exception("Nothing of the trace " + id + " is on record.");
        }
        return JsonResponse.of(200, trace.json());
    }
}
