package dev.nephelite.function.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.function.trigger.HostLog;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes lines of others into the log: what a tool does to the app is told where the app is told of. */
record LogEntries(HostLog log) implements AdminOperation {
    private static final String CATEGORY = "Host.Controllers.Host";

    /** Numbers stand for these, in this order. */
    private static final List<String> LEVELS = List.of("off", "error", "warning", "info", "verbose");

    @Override
    public Response handle(AdminRequest request) throws IOException {
        Optional<JsonNode> entries = request.json().filter(JsonNode::isArray);
        if (entries.isEmpty()) {
            return Answer.refusal(400, "An array of log entry objects is expected.");
        }
        for (JsonNode entry : entries.get()) {
            if (!LEVELS.contains(level(entry))) {
                return Answer.refusal(
                        400, "The level '" + level(entry) + "' is none of Off, Error, Warning, Info and Verbose.");
            }
        }
        entries.get().forEach(this::write);
        return Response.of(200);
    }

    private static String level(JsonNode entry) {
        JsonNode level = entry.path("level");
        boolean number = level.isInt() && level.asInt() >= 0 && level.asInt() < LEVELS.size();
        return number ? LEVELS.get(level.asInt()) : level.asText("off").toLowerCase(Locale.ROOT);
    }

    private void write(JsonNode entry) {
        String function = entry.path("functionName").asText("");
        String source = entry.path("source").asText("");
        String category = !function.isEmpty() ? "Function." + function : !source.isEmpty() ? source : CATEGORY;
        String message = entry.path("message").asText("");
        switch (level(entry)) {
            case "error" -> log.error(category, message);
            case "warning" -> log.warning(category, message);
            case "info" -> log.information(category, message);
            case "verbose" -> log.debug(category, message);
            default -> {
                // What is off is not for the log.
            }
        }
    }
}
