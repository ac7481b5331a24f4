package dev.nephelite.function.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.function.admin.AdminRoutes.AdminOperation;
import dev.nephelite.function.admin.AdminRoutes.AdminRequest;
import dev.nephelite.function.app.App;
import dev.nephelite.function.app.FunctionDefinition;
import java.io.IOException;
import java.util.Optional;

/** Fires the trigger of a function, whatever it listens to. What the input means is up to the trigger. */
record InvokeFunction(HostControl host) implements AdminOperation {
    private static final int ACCEPTED = 202;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;

    /** A function in error has no trigger that could be fired, so for this purpose it does not exist. */
    @Override
    public Response handle(AdminRequest request) throws IOException {
        App app = host.app();
        Optional<String> input = request.json().filter(JsonNode::isObject).flatMap(InvokeFunction::input);
        if (input.isEmpty()) {
            return AdminResponses.refusal(
                    BAD_REQUEST, "The body must be a JSON object such as {\"input\": \"a text\"}.");
        }
        Optional<FunctionDefinition> function = app.function(request.name("name"))
                .filter(found -> app.errorsOf(found.name()).isEmpty());
        if (function.isEmpty()) {
            return Response.of(NOT_FOUND);
        }
        host.fire(function.get(), input.get());
        return Response.of(ACCEPTED);
    }

    private static Optional<String> input(JsonNode body) {
        JsonNode input = body.get("input");
        if (input == null || input.isNull()) {
            return Optional.of("");
        }
        return input.isValueNode() ? Optional.of(input.asText()) : Optional.empty();
    }
}
