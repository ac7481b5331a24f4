package dev.nephelite.function.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nephelite.function.worker.LogLevel;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line of a log with its number and time.
 *
 * @param number greater than that of every earlier line of the same log
 */
public record LogEntry(long number, Instant time, LogLine line) {
    /** Changes if a member changes its meaning or is removed, so that programs that read the log notice. */
    private static final int SCHEMA_VERSION = 1;

    /** The function that the line is about; empty if it is about the host. */
    public String function() {
        @Nullable String function = line.scope().function();
        String category = line.category();
        if (function != null || !category.startsWith(LogLine.FUNCTION)) {
            return function == null ? "" : function;
        }
        String name = category.substring(LogLine.FUNCTION.length());
        return isOfUser() ? name.substring(0, name.length() - LogLine.USER.length()) : name;
    }

    /** See {@link LogLine#isOfUser}. */
    public boolean isOfUser() {
        return line.isOfUser();
    }

    /** This entry as one JSON object without line breaks. */
    public String json() {
        ObjectNode object = Codec.JSON.createObjectNode();
        object.put("number", number);
        object.put("time", time.toString());
        object.put("level", line.level().displayName());
        object.put("category", line.category());
        if (line.scope().function() != null) {
            object.put("function", line.scope().function());
        }
        if (line.scope().invocation() != null) {
            object.put("invocation", line.scope().invocation().toString());
        }
        object.put("message", line.message());
        object.put("schema_version", SCHEMA_VERSION);
        return object.toString();
    }

    /**
     * Parses what {@link #json} returns.
     *
     * @throws IllegalArgumentException if {@code json} is anything else
     */
    public static LogEntry parse(String json) {
        try {
            JsonNode object = Codec.JSON.readTree(json);
            @Nullable String invocation = object.path("invocation").asText(null);
            LogLine.Scope scope = new LogLine.Scope(
                    object.path("function").asText(null), invocation == null ? null : UUID.fromString(invocation));
            return new LogEntry(
                    object.path("number").asLong(),
                    Instant.parse(object.path("time").asText()),
                    new LogLine(
                            LogLevel.valueOf(object.path("level").asText().toUpperCase(Locale.ROOT)),
                            object.path("category").asText(),
                            object.path("message").asText(),
                            scope));
        } catch (JsonProcessingException | DateTimeException noLine) {
            throw new IllegalArgumentException("This is not a log line: " + json, noLine);
        }
    }

    /** A class of its own, so that code that only prints lines does not load the JSON library. */
    private static final class Codec {
        static final JsonMapper JSON = new JsonMapper();
    }
}
