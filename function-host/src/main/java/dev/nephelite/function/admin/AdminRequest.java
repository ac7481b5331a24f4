package dev.nephelite.function.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.function.json.DotNetJson;
import dev.nephelite.function.trigger.http.FunctionRequestBody;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * A request to the administration.
 *
 * @param names what its path puts in the place of the route's parameters, decoded
 */
record AdminRequest(HttpRequest http, Map<String, String> names) {
    String name(String parameter) {
        String name = names.get(parameter);
        if (name == null) {
            throw new IllegalStateException("The route has no parameter '" + parameter + "'.");
        }
        return name;
    }

    /** Scheme, host and port, which links begin with. */
    String origin() {
        return http.scheme() + "://" + http.host();
    }

    /** The address that was asked for, without its query, in which there may be a key. */
    String url() {
        return origin() + http.rawPath();
    }

    /** Reads the body; nothing if it is too large, or no JSON. */
    Optional<JsonNode> json() throws IOException {
        return FunctionRequestBody.read(http)
                .flatMap(body -> DotNetJson.parse(new String(body, StandardCharsets.UTF_8)));
    }
}
