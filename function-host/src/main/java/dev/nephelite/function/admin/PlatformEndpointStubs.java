package dev.nephelite.function.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nephelite.emulator.http.Response;

/** Endpoints for services of the cloud that do not exist on this machine. */
final class PlatformEndpointStubs {
    private static final int NOT_IMPLEMENTED = 501;

    private PlatformEndpointStubs() {}

    /** Succeeds, because no other service needs the triggers. */
    static Response syncTriggers(AdminRequest request) {
        return AdminResponses.json(200, JsonNodeFactory.instance.objectNode().put("status", "success"));
    }

    /** Votes for the current number of instances. */
    static Response scaleStatus(AdminRequest request) {
        return AdminResponses.json(200, JsonNodeFactory.instance.objectNode().put("vote", 0));
    }

    /** A JVM that was started without a debugger port cannot be debugged. */
    static Response debug(AdminRequest request) {
        return AdminResponses.refusal(
                NOT_IMPLEMENTED, "A running host cannot be debugged. Start it for debugging instead.");
    }
}
