package dev.nephelite.function.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.client.RemoteStorageException;
import dev.nephelite.function.key.AppKeys;
import dev.nephelite.function.key.KeyRing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lists, generates, changes and deletes keys.
 *
 * @see <a href="https://github.com/Azure/azure-functions-host/wiki/Key-management-API">Key management API</a>
 */
record KeyOperations(HostControl host, AppKeys keys) {
    /** The paths of lists of keys; the path of a single key ends with its name. */
    static final List<String> SCOPES = List.of(
            AdminPaths.FUNCTIONS + "/{name}/keys",
            AdminPaths.ROOT + "/host/keys",
            AdminPaths.ROOT + "/host/functionkeys",
            AdminPaths.SYSTEM_KEYS);

    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;

    Response list(AdminRequest request) {
        return onRing(request, ring -> {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            body.putArray("keys");
            keys.values(ring).forEach((name, value) -> body.withArray("keys").add(key(name, value)));
            return AdminResponses.json(200, linked(body, request));
        });
    }

    /** The master key can be read by its name as one of the system keys. */
    Response read(AdminRequest request) {
        String name = request.name("key");
        return onRing(request, ring -> {
            Map<String, String> all = new LinkedHashMap<>(keys.values(ring));
            if (ring.equals(KeyRing.SYSTEM)) {
                all.putAll(keys.values(KeyRing.MASTER));
            }
            return all.entrySet().stream()
                    .filter(key -> key.getKey().equalsIgnoreCase(name))
                    .findFirst()
                    .map(key -> AdminResponses.json(200, linked(key(key.getKey(), key.getValue()), request)))
                    .orElseGet(() -> Response.of(NOT_FOUND));
        });
    }

    Response generate(AdminRequest request) {
        return set(request, null);
    }

    Response put(AdminRequest request) throws IOException {
        Optional<String> value = request.json()
                .map(body -> body.path("value"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .filter(text -> !text.isEmpty());
        return value.isPresent()
                ? set(request, value.get())
                : AdminResponses.refusal(
                        BAD_REQUEST, "Invalid key value. The body must be a JSON object such as {\"value\": \"abc\"}.");
    }

    private Response set(AdminRequest request, @Nullable String value) {
        String name = request.name("key");
        return onRing(request, ring -> {
            boolean master = name.equalsIgnoreCase(AppKeys.MASTER) && !isOfFunction(request);
            AppKeys.Change change = keys.set(master ? KeyRing.MASTER : ring, master ? AppKeys.MASTER : name, value);
            // A master key always exists, but a generated one counts as created.
            boolean created = master ? value == null : change.created();
            Response response =
                    AdminResponses.json(created ? CREATED : 200, linked(key(name, change.value()), request));
            return created ? response.header("Location", request.url()) : response;
        });
    }

    Response delete(AdminRequest request) {
        String name = request.name("key");
        if (name.startsWith("_")) {
            return AdminResponses.refusal(
                    BAD_REQUEST, "Invalid key name. '" + name + "' can be replaced, but not deleted.");
        }
        return onRing(request, ring -> Response.of(keys.remove(ring, name) ? NO_CONTENT : NOT_FOUND));
    }

    private Response onRing(AdminRequest request, RingOperation operation) {
        Optional<KeyRing> ring = ring(request);
        if (ring.isEmpty()) {
            return Response.of(NOT_FOUND);
        }
        try {
            return operation.on(ring.get());
        } catch (RemoteStorageException | InvalidAppException | UncheckedIOException noKeys) {
            return AdminResponses.refusal(UNAVAILABLE, String.valueOf(noKeys.getMessage()));
        }
    }

    /** The keys that the request refers to; empty if there is no such function. */
    private Optional<KeyRing> ring(AdminRequest request) {
        if (isOfFunction(request)) {
            return host.app()
                    .function(request.name("name"))
                    .map(FunctionDefinition::name)
                    .map(KeyRing::of);
        }
        boolean system = request.http().rawPath().toLowerCase(Locale.ROOT).startsWith(AdminPaths.SYSTEM_KEYS);
        return Optional.of(system ? KeyRing.SYSTEM : KeyRing.HOST);
    }

    private static boolean isOfFunction(AdminRequest request) {
        return request.hasName("name");
    }

    private static ObjectNode key(String name, String value) {
        return JsonNodeFactory.instance.objectNode().put("name", name).put("value", value);
    }

    private static ObjectNode linked(ObjectNode body, AdminRequest request) {
        body.putArray("links").addObject().put("rel", "self").put("href", request.url());
        return body;
    }

    private interface RingOperation {
        Response on(KeyRing ring);
    }
}
