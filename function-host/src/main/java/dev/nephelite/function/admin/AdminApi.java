package dev.nephelite.function.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.function.app.App;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.FunctionError;
import dev.nephelite.function.json.JsonText;
import dev.nephelite.function.trigger.http.RequestBody;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Everything below {@code /admin} and {@code /runtime}; what is not listed here is not there. Safe for concurrent use.
 */
public final class AdminApi implements Handler {
    private static final Pattern ONE_FUNCTION =
            Pattern.compile("/admin/functions/(?<name>[^/]+)(?<status>/status)?", Pattern.CASE_INSENSITIVE);

    /** The generation of the cloud's host that this one stands in for. */
    private static final String VERSION = "4.0.0.0";

    /** What the paths that only this host has begin with. */
    private static final String OWN = "/admin/nephelite/";

    private final HostControl host;
    private final Handler own;

    /**
     * Administers {@code host}.
     *
     * @param own answers the paths that only this host has
     */
    public AdminApi(HostControl host, Handler own) {
        this.host = host;
        this.own = own;
    }

    @Override
    public Response handle(HttpRequest request) throws IOException {
        return LocalCaller.sent(request) ? answer(request) : Response.of(403);
    }

    private Response answer(HttpRequest request) throws IOException {
        if (request.rawPath().startsWith(OWN)) {
            return own.handle(request);
        }
        String path = request.rawPath().replaceAll("/+$", "");
        return switch (request.method() + " " + path.toLowerCase(Locale.ROOT)) {
            case "GET /admin/host/ping", "POST /admin/host/ping" -> Response.of(200);
            case "GET /admin/host/status" -> json(status(request));
            case "GET /admin/functions" -> json(functions(origin(request)));
            default -> ofFunction(request, ONE_FUNCTION.matcher(path));
        };
    }

    private ObjectNode status(HttpRequest request) {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("id", host.hostId());
        status.put("state", host.state().text());
        status.put("version", VERSION);
        status.put("versionDetails", VERSION + " Nephelite");
        status.put("instanceId", host.instanceId().toString().replace("-", ""));
        status.put("computerName", host.computerName());
        status.put(
                "processUptime",
                Duration.between(host.startedAt(), request.receivedAt()).toMillis());
        if (host.state() == HostState.ERROR) {
            host.app().errors().forEach(error -> status.withArray("errors").add(error.message()));
        }
        return status;
    }

    private ArrayNode functions(String origin) {
        App app = host.app();
        ArrayNode functions = JsonNodeFactory.instance.arrayNode();
        app.functions().forEach(function -> functions.add(FunctionObject.of(function, app, origin)));
        return functions;
    }

    private Response ofFunction(HttpRequest request, Matcher path) throws IOException {
        boolean reads = request.method().equals("GET");
        if (!path.matches() || !(reads || request.method().equals("POST"))) {
            return Response.of(404);
        }
        String name = path.group("name");
        if (path.group("status") != null) {
            return reads ? functionStatus(name) : Response.of(404);
        }
        Optional<FunctionDefinition> function = host.app().function(name);
        if (function.isEmpty()) {
            return Response.of(404);
        }
        return reads
                ? json(FunctionObject.of(function.get(), host.app(), origin(request)))
                : fire(function.get(), request);
    }

    private Response functionStatus(String name) {
        List<FunctionError> errors = host.app().errorsOf(name);
        if (errors.isEmpty() && host.app().function(name).isEmpty()) {
            return Response.of(404);
        }
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        errors.forEach(error -> status.withArray("errors").add(error.message()));
        return json(status);
    }

    /** A function in error has no trigger that could be fired, so for this purpose it does not exist. */
    private Response fire(FunctionDefinition function, HttpRequest request) throws IOException {
        Optional<byte[]> body = RequestBody.read(request);
        if (body.isEmpty()) {
            return Response.of(413);
        }
        Optional<String> input = JsonText.parse(new String(body.get(), StandardCharsets.UTF_8))
                .filter(JsonNode::isObject)
                .flatMap(AdminApi::input);
        if (input.isEmpty()) {
            return Response.of(400);
        }
        if (!host.app().errorsOf(function.name()).isEmpty()) {
            return Response.of(404);
        }
        host.fire(function, input.get());
        return Response.of(202);
    }

    private static Optional<String> input(JsonNode body) {
        JsonNode input = body.get("input");
        if (input == null || input.isNull()) {
            return Optional.of("");
        }
        return input.isValueNode() ? Optional.of(input.asText()) : Optional.empty();
    }

    private static String origin(HttpRequest request) {
        return request.scheme() + "://" + request.host();
    }

    private static Response json(JsonNode document) {
        return Response.of(200)
                .header("Content-Type", "application/json; charset=utf-8")
                .body(Body.text(document.toString()));
    }
}
