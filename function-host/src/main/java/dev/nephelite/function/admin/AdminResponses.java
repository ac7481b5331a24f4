package dev.nephelite.function.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Response;

/** The formats of administrative responses. */
final class AdminResponses {
    private AdminResponses() {}

    static Response json(int status, JsonNode document) {
        return Response.of(status)
                .header("Content-Type", "application/json; charset=utf-8")
                .body(Body.text(document.toString()));
    }

    /** An error response whose message says why the request was refused, and what to do instead. */
    static Response refusal(int status, String message) {
        return json(status, JsonNodeFactory.instance.objectNode().put("message", message));
    }
}
