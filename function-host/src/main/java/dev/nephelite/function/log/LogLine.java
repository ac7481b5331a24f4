package dev.nephelite.function.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;

/**
 * One line of the log, which may have several lines of text.
 *
 * @param number greater than that of every earlier line of the same host
 * @param category such as {@code Host.Startup} or {@code Function.upload.User}
 */
public record LogLine(long number, Instant time, Level level, String category, String message) {
    private static final String FUNCTION = "Function.";
    private static final String USER = ".User";

    /** How much a line matters, from the least to the most. */
    public enum Level {
        DEBUG,
        INFORMATION,
        WARNING,
        ERROR;

        /** As {@code host.json} spells it. */
        public String text() {
            return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
        }
    }

    /** The function it is about, or an empty text when it is about the host. */
    public String function() {
        if (!category.startsWith(FUNCTION)) {
            return "";
        }
        String name = category.substring(FUNCTION.length());
        return isOfUser() ? name.substring(0, name.length() - USER.length()) : name;
    }

    /** Whether the function itself has written it. */
    public boolean isOfUser() {
        return category.startsWith(FUNCTION) && category.endsWith(USER);
    }

    /** This line as one JSON object without line breaks. */
    public String json() {
        ObjectNode object = Codec.JSON.createObjectNode();
        object.put("number", number);
        object.put("time", time.toString());
        object.put("level", level.text());
        object.put("category", category);
        object.put("message", message);
        return object.toString();
    }

    /**
     * Reads what {@link #json} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static LogLine parse(String json) {
        try {
            JsonNode object = Codec.JSON.readTree(json);
            return new LogLine(
                    object.path("number").asLong(),
                    Instant.parse(object.path("time").asText()),
                    Level.valueOf(object.path("level").asText().toUpperCase(Locale.ROOT)),
                    object.path("category").asText(),
                    object.path("message").asText());
        } catch (JsonProcessingException | DateTimeException noLine) {
            throw new IllegalArgumentException("not a line of a log: " + json, noLine);
        }
    }

    /** Apart, for who only prints lines need not load it. */
    private static final class Codec {
        static final JsonMapper JSON = new JsonMapper();
    }
}
