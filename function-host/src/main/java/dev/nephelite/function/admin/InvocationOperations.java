package dev.nephelite.function.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.trace.TraceContext;
import dev.nephelite.function.app.App;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.trigger.warmup.WarmupTrigger;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Invokes functions because a tool asks for it. */
final class InvocationOperations {
    private static final int ACCEPTED = 202;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;

    private final HostControl host;
    private final AtomicBoolean warm = new AtomicBoolean();

    InvocationOperations(HostControl host) {
        this.host = host;
    }

    /**
     * Invokes a function with an input, whose meaning depends on the trigger. A function with errors cannot be invoked, so
     * it is not found.
     */
    Response invoke(AdminRequest request) throws IOException {
        App app = host.app();
        Optional<String> input = request.json().filter(JsonNode::isObject).flatMap(InvocationOperations::input);
        if (input.isEmpty()) {
            return AdminResponses.refusal(
                    BAD_REQUEST, "The body must be a JSON object such as {\"input\": \"a text\"}.");
        }
        Optional<FunctionDefinition> function = app.function(request.name("name"))
                .filter(found -> app.errorsOf(found.name()).isEmpty());
        if (function.isEmpty()) {
            return Response.of(NOT_FOUND);
        }
        host.invoke(
                function.get(), input.get(), TraceContext.sentIn(request.http().headers()));
        return Response.of(ACCEPTED);
    }

    private static Optional<String> input(JsonNode body) {
        JsonNode input = body.get("input");
        if (input == null || input.isNull()) {
            return Optional.of("");
        }
        return input.isValueNode() ? Optional.of(input.asText()) : Optional.empty();
    }

    /** Runs the functions with a warmup trigger, once. */
    Response warmup(AdminRequest request) {
        if (warm.compareAndSet(false, true)) {
            host.app().runnableFunctions().stream()
                    .filter(function -> function.trigger().isType(WarmupTrigger.NAME) && !function.disabled())
                    .forEach(function -> host.invoke(function, "", null));
        }
        return Response.of(200);
    }
}
