package dev.nephelite.function.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nephelite.emulator.trace.TraceContext;
import dev.nephelite.emulator.value.EventCursor;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change in a storage account.
 *
 * @param position behind this event in the event log of its server
 * @param time of the change, on the clock of the server
 * @param type such as {@code Microsoft.Storage.BlobCreated}
 * @param subject such as {@code /blobServices/default/containers/photos/blobs/cat.jpg}
 * @param data the members that are documented for the type; numbers as text
 * @param cause the trace context of the request that made the change, or null if the event has none
 * @param json the whole event in the form of CloudEvents 1.0
 */
public record StorageEvent(
        EventCursor.AfterEvent position,
        Instant time,
        String type,
        String account,
        String subject,
        Map<String, String> data,
        @Nullable TraceContext cause,
        String json) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public StorageEvent {
        data = Map.copyOf(data);
    }

    /** Whether another state of the whole account was loaded, so that everything in it may have changed. */
    public boolean isSnapshotLoaded() {
        return type.equals("Nephelite.SnapshotLoaded");
    }

    /**
     * Parses an event in the form of CloudEvents 1.0.
     *
     * @throws IOException if {@code json} is not one
     */
    public static StorageEvent parse(String json) throws IOException {
        JsonNode event = JSON.readTree(json);
        Map<String, String> data = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : event.path("data").properties()) {
            data.put(member.getKey(), member.getValue().asText());
        }
        String source = event.path("source").asText();
        return new StorageEvent(
                position(
                        event.path("sequence").asText() + "." + event.path("id").asText()),
                time(event.path("time").asText()),
                event.path("type").asText(),
                source.substring(source.lastIndexOf('/') + 1),
                event.path("subject").asText(),
                data,
                TraceContext.of(
                        event.path(TraceContext.TRACEPARENT).asText(),
                        event.path(TraceContext.TRACESTATE).asText()),
                json);
    }

    private static EventCursor.AfterEvent position(String text) throws IOException {
        try {
            return EventCursor.AfterEvent.parse(text);
        } catch (IllegalArgumentException notAPosition) {
            throw new IOException(notAPosition);
        }
    }

    private static Instant time(String text) throws IOException {
        try {
            return Instant.parse(text);
        } catch (DateTimeException notATime) {
            throw new IOException(notATime);
        }
    }
}
