package dev.nephelite.function.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nephelite.emulator.http.Response;

/** Empties a host before it is taken away: no trigger fires any more, while what has begun goes on to its end. */
record DrainMode(HostControl host) {
    private static final int ACCEPTED = 202;
    private static final int CONFLICT = 409;

    Response drain(AdminRequest request) {
        host.drain();
        return Response.of(ACCEPTED);
    }

    Response status(AdminRequest request) {
        int invocations = host.outstandingInvocations();
        int retries = host.outstandingRetries();
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("state", !host.isDraining() ? "Disabled" : invocations + retries > 0 ? "InProgress" : "Completed");
        status.put("outstandingInvocations", invocations);
        status.put("outstandingRetries", retries);
        return AdminResponses.json(200, status);
    }

    /** Answers at once; the app is loaded again by and by. */
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
}
