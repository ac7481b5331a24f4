package dev.nephelite.function.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.http.RouteTable.Match;
import dev.nephelite.function.json.DotNetJson;
import dev.nephelite.function.trigger.http.HttpRequestConverter;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * An administrative request.
 *
 * @param route the line of the table that it matches
 */
record AdminRequest(HttpRequest http, Match<?> route) {
    /** Handles one kind of administrative request. Thread-safe. */
    @FunctionalInterface
    interface AdminOperation {
        /**
         * Handles a request.
         *
         * @throws IOException if the connection of the client breaks while the body is read
         */
        Response handle(AdminRequest request) throws IOException;
    }

    boolean hasName(String parameter) {
        return route.hasName(parameter);
    }

    /** Decodes a path parameter. A percent sign without two hex digits is literal, and a plus sign is not a space. */
    String name(String parameter) {
        String mended = route.name(parameter).replace("+", "%2B").replaceAll("%(?![0-9a-fA-F]{2})", "%25");
        return URLDecoder.decode(mended, StandardCharsets.UTF_8);
    }

    /** Scheme, host and port, with which links begin. */
    String baseUrl() {
        return http.scheme() + "://" + http.host();
    }

    /** The requested URL without its query, which may contain a key. */
    String url() {
        return baseUrl() + http.rawPath();
    }

    /** Reads the body; empty if it is too large or not JSON. */
    Optional<JsonNode> json() throws IOException {
        return HttpRequestConverter.readBody(http)
                .flatMap(body -> DotNetJson.parse(new String(body, StandardCharsets.UTF_8)));
    }
}
