package dev.nephelite.cloud.control.protocol;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nephelite.emulator.http.HttpRequest;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Request bodies that are one JSON object, by default a small one. */
public final class JsonRequest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final int MAX_BYTES = 64 * 1024;

    private JsonRequest() {}

    /**
     * Reads the object that {@code request} has, or an empty one if it has no body.
     *
     * @param example such an object, for messages
     * @param members the names of its members
     * @throws ControlException if it is something else, or has other members
     */
    public static JsonNode object(HttpRequest request, String example, Set<String> members) throws IOException {
        return object(request, example, members, MAX_BYTES);
    }

    /** Like {@link #object(HttpRequest, String, Set)}, for bodies of at most {@code most} bytes. */
    public static JsonNode object(HttpRequest request, String example, Set<String> members, int most)
            throws IOException {
        byte[] body = request.body().readNBytes(most + 1);
        if (body.length > most) {
            // Its beginning alone may mean something else, such as a reset of everything.
            throw ControlError.INVALID_PARAMETER.exception("The body has to have at most " + most + " bytes.");
        }
        try {
            JsonNode object = JSON.readTree(body);
            if (object.isMissingNode()) {
                return JSON.createObjectNode();
            }
            if (object.isObject()
                    && object.properties().stream().allMatch(member -> members.contains(member.getKey()))) {
                return object;
            }
        } catch (JacksonException ignored) {
            // Refused below, like other JSON.
        }
        throw refusal(example);
    }

    /**
     * The text that a member of {@code object} has; null if there is no such member.
     *
     * @throws ControlException if the member has another value
     */
    public static @Nullable String text(JsonNode object, String member, String example) {
        JsonNode value = object.path(member);
        if (!value.isMissingNode() && !value.isTextual()) {
            throw refusal(example);
        }
        return value.textValue();
    }

    /**
     * The truth value that a member of {@code object} has; false if there is no such member.
     *
     * @throws ControlException if the member has another value
     */
    public static boolean flag(JsonNode object, String member, String example) {
        JsonNode value = object.path(member);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw refusal(example);
        }
        return value.asBoolean();
    }

    /** The refusal of a body that is not like {@code example}. */
    public static ControlException refusal(String example) {
        return ControlError.INVALID_PARAMETER.exception("The body has to be JSON such as " + example + ".");
    }
}
