package dev.nephelite.function.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nephelite.emulator.http.Response;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

/** Starts a host again, takes it offline and brings it back. */
record HostOperations(HostControl host) {
    private static final int ACCEPTED = 202;
    private static final int BAD_REQUEST = 400;

    /** Answers at once; who wants to know when the host is back asks for its status. */
    Response restart(AdminRequest request) {
        host.restart();
        ObjectNode options = JsonNodeFactory.instance.objectNode();
        options.put("isSelfHost", true);
        options.put("scriptPath", host.app().root().toString());
        return AdminResponses.json(200, options);
    }

    /** Takes the text {@code offline} or {@code running}. */
    Response state(AdminRequest request) throws IOException {
        String text =
                request.json().filter(JsonNode::isTextual).map(JsonNode::asText).orElse("");
        Optional<HostState> wanted = Stream.of(HostState.OFFLINE, HostState.RUNNING)
                .filter(state -> state.text().equalsIgnoreCase(text))
                .findFirst();
        if (wanted.isEmpty()) {
            return AdminResponses.refusal(BAD_REQUEST, "The body must be the JSON text \"offline\" or \"running\".");
        }
        HostState now = host.state();
        if (wanted.get() == now) {
            return Response.of(200);
        }
        if (wanted.get() == HostState.RUNNING && now != HostState.OFFLINE) {
            return AdminResponses.refusal(BAD_REQUEST, "The host is not offline; its state is '" + now.text() + "'.");
        }
        host.setOffline(wanted.get() == HostState.OFFLINE);
        return Response.of(ACCEPTED);
    }
}
