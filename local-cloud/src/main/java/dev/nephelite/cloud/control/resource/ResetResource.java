package dev.nephelite.cloud.control.resource;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nephelite.cloud.control.protocol.ControlError;
import dev.nephelite.cloud.control.protocol.JsonRequest;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import java.io.IOException;
import java.util.Set;

/** Removes what is stored. The body says where; without one, everywhere. */
public record ResetResource(ControlledCloud cloud) implements Handler.Synchronous {
    private static final String ACCOUNT = "account";
    private static final String CONTAINER = "container";
    private static final String QUEUE = "queue";
    private static final String EXAMPLE = "{\"account\": \"devstoreaccount1\", \"container\": \"photos\"}";

    @Override
    public Response handle(HttpRequest request) throws IOException {
        JsonNode scope = JsonRequest.object(request, EXAMPLE, Set.of(ACCOUNT, CONTAINER, QUEUE));
        if (scope.has(CONTAINER) && scope.has(QUEUE)) {
            throw ControlError.INVALID_PARAMETER.exception("Name either a container or a queue, not both.");
        }
        try {
            cloud.reset(
                    JsonRequest.text(scope, ACCOUNT, EXAMPLE),
                    JsonRequest.text(scope, CONTAINER, EXAMPLE),
                    JsonRequest.text(scope, QUEUE, EXAMPLE));
        } catch (IllegalArgumentException missing) {
            throw ControlError.NOT_FOUND.exception(String.valueOf(missing.getMessage()));
        }
        return Response.of(204);
    }
}
