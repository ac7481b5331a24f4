package dev.nephelite.function.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.function.json.DotNetJson;
import dev.nephelite.function.trigger.http.HttpRequestConverter;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The routes of the administration API. Matching ignores case and a trailing slash; if two routes match, the one with fewer
 * parameters wins.
 */
final class AdminRoutes {
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)(\\.\\.\\.)?\\}");

    private final List<Route> routes = new ArrayList<>();

    /**
     * Adds a route.
     *
     * @param line methods and path, such as {@code GET|POST /admin/functions/{name}}; {@code {rest...}} matches any number of
     *     segments
     */
    AdminRoutes on(String line, AdminOperation operation) {
        String[] parts = line.split(" ", -1);
        List<String> parameters = new ArrayList<>();
        Matcher parameter = PARAMETER.matcher(parts[1]);
        String path = parameter.replaceAll(found -> {
            parameters.add(found.group(1));
            return found.group(2) == null ? "([^/]+)" : "(.*)";
        });
        routes.add(new Route(
                List.of(parts[0].split("\\|", -1)),
                Pattern.compile(path + "/*", Pattern.CASE_INSENSITIVE),
                List.copyOf(parameters),
                operation));
        routes.sort(Comparator.comparingInt(route -> route.parameters().size()));
        return this;
    }

    Optional<Match> find(HttpRequest request) {
        return routes.stream()
                .filter(route -> route.methods().contains(request.method()))
                .flatMap(route -> route.match(request).stream())
                .findFirst();
    }

    /** An operation with its request. */
    record Match(AdminOperation operation, AdminRequest request) {}

    private record Route(List<String> methods, Pattern path, List<String> parameters, AdminOperation operation) {
        Optional<Match> match(HttpRequest request) {
            Matcher matcher = path.matcher(request.rawPath());
            if (!matcher.matches()) {
                return Optional.empty();
            }
            Map<String, String> names = new LinkedHashMap<>();
            for (int index = 0; index < parameters.size(); index++) {
                names.put(parameters.get(index), decoded(matcher.group(index + 1)));
            }
            return Optional.of(new Match(operation, new AdminRequest(request, names)));
        }

        /** A percent sign without two hex digits is literal, and a plus sign in a path is not a space. */
        private static String decoded(String raw) {
            String mended = raw.replace("+", "%2B").replaceAll("%(?![0-9a-fA-F]{2})", "%25");
            return URLDecoder.decode(mended, StandardCharsets.UTF_8);
        }
    }

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

    /**
     * An administrative request.
     *
     * @param names the decoded path parameters by name
     */
    record AdminRequest(HttpRequest http, Map<String, String> names) {
        String name(String parameter) {
            String name = names.get(parameter);
            if (name == null) {
                throw new IllegalStateException("The route has no parameter '" + parameter + "'.");
            }
            return name;
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
}
