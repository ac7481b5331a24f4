package dev.nephelite.function.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.function.json.DotNetJson;
import dev.nephelite.function.trigger.http.FunctionRequestBody;
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
 * The administration's table of routes. Case and a slash at the end do not matter, nor does the order: of two routes that
 * match, the one with fewer parameters wins.
 */
final class AdminRoutes {
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\*?)(\\w+)\\}");

    private final List<Route> routes = new ArrayList<>();

    /**
     * Adds a route.
     *
     * @param line methods and path, such as {@code GET,POST /admin/functions/{name}}; {@code {*rest}} takes any number of
     *     segments
     */
    AdminRoutes on(String line, AdminOperation operation) {
        String[] parts = line.split(" ", -1);
        List<String> parameters = new ArrayList<>();
        Matcher parameter = PARAMETER.matcher(parts[1]);
        String path = parameter.replaceAll(found -> {
            parameters.add(found.group(2));
            return found.group(1).isEmpty() ? "([^/]+)" : "(.*)";
        });
        routes.add(new Route(
                List.of(parts[0].split(",", -1)),
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

    /** An operation, and the request as it sees it. */
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

        /** A percent sign that escapes nothing stands for itself, and a plus is no space in a path. */
        private static String decoded(String raw) {
            String mended = raw.replace("+", "%2B").replaceAll("%(?![0-9a-fA-F]{2})", "%25");
            return URLDecoder.decode(mended, StandardCharsets.UTF_8);
        }
    }

    /** Answers one kind of request to the administration. Called by many threads at once. */
    @FunctionalInterface
    interface AdminOperation {
        /**
         * Answers one request.
         *
         * @throws IOException if the client's connection broke while its body was read
         */
        Response handle(AdminRequest request) throws IOException;
    }

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
}
