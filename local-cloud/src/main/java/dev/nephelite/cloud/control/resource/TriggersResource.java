package dev.nephelite.cloud.control.resource;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nephelite.cloud.control.protocol.JsonRequest;
import dev.nephelite.cloud.control.protocol.JsonResponse;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** Whether the triggers of the functions are paused. Each operation answers with that. */
public record TriggersResource(ControlledCloud cloud) {
    private static final String PAUSED = "paused";
    private static final String EXAMPLE = "{\"paused\": true}";

    /** Answers with whether they are paused. */
    public Response show(HttpRequest request) {
        return response();
    }

    /** Pauses or resumes them. */
    public Response change(HttpRequest request) throws IOException {
        JsonNode paused = JsonRequest.object(request, EXAMPLE, Set.of(PAUSED)).path(PAUSED);
        if (!paused.isBoolean()) {
            throw JsonRequest.refusal(EXAMPLE);
        }
        cloud.pauseTriggers(paused.asBoolean());
        return response();
    }

    private Response response() {
        return JsonResponse.of(200, Map.of(PAUSED, cloud.areTriggersPaused()));
    }
}
