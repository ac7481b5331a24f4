package dev.nephelite.function.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.function.admin.AdminRoutes.AdminRequest;

/** What the cloud's own services ask of a host, answered for a machine that has none of them. */
final class PlatformEndpointStubs {
    private static final int NOT_IMPLEMENTED = 501;

    private PlatformEndpointStubs() {}

    /** Nobody else has to be told of the triggers, so all who have to know do. */
    static Response syncTriggers(AdminRequest request) {
        return AdminResponses.json(200, JsonNodeFactory.instance.objectNode().put("status", "success"));
    }

    /** Votes for as many instances as there are. */
    static Response scaleStatus(AdminRequest request) {
        return AdminResponses.json(200, JsonNodeFactory.instance.objectNode().put("vote", 0));
    }

    /** A debugger cannot be let into a JVM that was started without one. */
    static Response debug(AdminRequest request) {
        return AdminResponses.refusal(
                NOT_IMPLEMENTED, "A running host cannot be debugged. Start it with 'nephelite start --debug'.");
    }
}
