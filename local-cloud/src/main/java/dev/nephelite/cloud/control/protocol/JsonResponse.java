package dev.nephelite.cloud.control.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Response;
import java.util.List;
import java.util.Map;

/** Responses whose body is one JSON document. */
public final class JsonResponse {
    private static final JsonMapper JSON = new JsonMapper();

    private JsonResponse() {}

    /** A response with an object that has these members. */
    public static Response of(int status, Map<String, ?> members) {
        return of(status, (Object) members);
    }

    /** A response with an array of these elements. */
    public static Response of(int status, List<?> elements) {
        return of(status, (Object) elements);
    }

    private static Response of(int status, Object value) {
        try {
            return of(status, JSON.writeValueAsString(value));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A response with {@code document}, which is JSON. */
    public static Response of(int status, String document) {
        return Response.of(status)
                .header("Content-Type", "application/json; charset=utf-8")
                .body(Body.text(document + "\n"));
    }

    public static Response of(ControlException failure) {
        ControlError error = failure.error();
        return of(
                error.status(),
                Map.of("error", Map.of("code", error.code(), "message", String.valueOf(failure.getMessage()))));
    }
}
