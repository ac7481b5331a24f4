package dev.nephelite.function.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.function.admin.HostControl.HostState;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Restarts a host, takes it offline, and drains it before it is removed. Also answers what is meant for services of the cloud
 * that do not exist on this machine.
 */
record HostOperations(HostControl host) {
    private static final int ACCEPTED = 202;
    private static final int BAD_REQUEST = 400;
    private static final int CONFLICT = 409;
    private static final int NOT_IMPLEMENTED = 501;

    /** Responds at once; the status of the host says when it is running again. */
    Response restart(AdminRequest request) {
        host.restart();
        ObjectNode options = JsonNodeFactory.instance.objectNode();
        options.put("isSelfHost", true);
        options.put("scriptPath", host.app().root().toString());
        return AdminResponses.json(200, options);
    }

    /** Accepts the text {@code offline} or {@code running}. */
    Response state(AdminRequest request) throws IOException {
        String text =
                request.json().filter(JsonNode::isTextual).map(JsonNode::asText).orElse("");
        Optional<HostState> requested = Stream.of(HostState.OFFLINE, HostState.RUNNING)
                .filter(state -> state.text().equalsIgnoreCase(text))
                .findFirst();
        if (requested.isEmpty()) {
            return AdminResponses.refusal(BAD_REQUEST, "The body must be the JSON text \"offline\" or \"running\".");
        }
        HostState now = host.state();
        if (requested.get() == now) {
            return Response.of(200);
        }
        if (requested.get() == HostState.RUNNING && now != HostState.OFFLINE) {
            return AdminResponses.refusal(BAD_REQUEST, "The host is not offline; its state is '" + now.text() + "'.");
        }
        host.setOffline(requested.get() == HostState.OFFLINE);
        return Response.of(ACCEPTED);
    }

    /** Stops all triggers, while running invocations continue to their end. */
    Response drain(AdminRequest request) {
        host.drain();
        return Response.of(ACCEPTED);
    }

    Response drainStatus(AdminRequest request) {
        int invocations = host.outstandingInvocations();
        int retries = host.outstandingRetries();
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("state", !host.isDraining() ? "Disabled" : invocations + retries > 0 ? "InProgress" : "Completed");
        status.put("outstandingInvocations", invocations);
        status.put("outstandingRetries", retries);
        return AdminResponses.json(200, status);
    }

    /** Ends draining by loading the app again, for which the response does not wait. */
    Response resume(AdminRequest request) {
        if (host.state() != HostState.RUNNING) {
            return Response.of(CONFLICT);
        }
        if (host.isDraining()) {
            host.restart();
        }
        return AdminResponses.json(
                200,
                JsonNodeFactory.instance.objectNode().put("state", host.state().text()));
    }

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
