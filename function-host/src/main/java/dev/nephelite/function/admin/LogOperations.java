package dev.nephelite.function.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.function.admin.AdminRequest.AdminOperation;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.log.LogLine;
import dev.nephelite.function.worker.LogLevel;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes log entries of tools to the log of the host. */
record LogOperations(HostLog log) implements AdminOperation {
    private static final String CATEGORY = "Host.Controllers.Host";

    /** The levels in the order of their numbers. */
    private static final List<String> NAMES = List.of("off", "error", "warning", "info", "verbose");

    private static final Map<String, LogLevel> LEVELS = Map.of(
            "off", LogLevel.NONE,
            "error", LogLevel.ERROR,
            "warning", LogLevel.WARNING,
            "info", LogLevel.INFORMATION,
            "verbose", LogLevel.DEBUG);

    @Override
    public Response handle(AdminRequest request) throws IOException {
        Optional<JsonNode> entries = request.json().filter(JsonNode::isArray);
        if (entries.isEmpty()) {
            return AdminResponses.refusal(400, "An array of log entry objects is expected.");
        }
        for (JsonNode entry : entries.get()) {
            if (level(entry) == null) {
                return AdminResponses.refusal(
                        400,
                        "The level '" + entry.path("level").asText() + "' is none of Off, Error, Warning, Info and"
                                + " Verbose.");
            }
        }
        entries.get().forEach(this::write);
        return Response.of(200);
    }

    private static @Nullable LogLevel level(JsonNode entry) {
        JsonNode level = entry.path("level");
        boolean number = level.isInt() && level.asInt() >= 0 && level.asInt() < NAMES.size();
        return LEVELS.get(
                number ? NAMES.get(level.asInt()) : level.asText("off").toLowerCase(Locale.ROOT));
    }

    private void write(JsonNode entry) {
        LogLevel level = level(entry);
        if (level == null || level == LogLevel.NONE) {
            return;
        }
        String function = entry.path("functionName").asText("");
        String source = entry.path("source").asText("");
        String category = !function.isEmpty() ? "Function." + function : !source.isEmpty() ? source : CATEGORY;
        LogLine.Scope scope = new LogLine.Scope(function.isEmpty() ? null : function, null);
        log.write(new LogLine(level, category, entry.path("message").asText(""), scope));
    }
}
