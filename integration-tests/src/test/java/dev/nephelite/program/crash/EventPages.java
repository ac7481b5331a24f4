package dev.nephelite.program.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nephelite.program.Events;
import dev.nephelite.program.Nephelite;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The event log, read on from where the last reading ended; a blob of our own marks where a reading has to end. */
final class EventPages {
    private static final String MARK = "mark/blob";
    private static final Map<String, String> BLOCK_BLOB = Map.of("x-ms-blob-type", "BlockBlob");
    private static final byte[] NOTHING = {};
    private static final Pattern SUBJECT = Pattern.compile("/(?:blobServices/default/containers/([^/]+)/blobs/(.+)"
            + "|queueServices/default/queues/([^/]+)/.+|snapshots/(.+))");

    /** Which part of a page has the snapshots that were loaded. */
    static final String SNAPSHOTS = "snapshots";

    /** The id of every event there ever was, in the order of their sequences, which begin with 1. */
    private final List<String> ids = new ArrayList<>();

    /** What happened since the last time, by the client it happened to, and the names of loaded snapshots. */
    Map<String, List<String>> readOn(Nephelite nephelite, Storage storage) throws IOException, InterruptedException {
        // A reset removes it with everything else.
        if (storage.blobs().get("/mark?restype=container").statusCode() == 404) {
            storage.blobs().require(201, "PUT", "/mark?restype=container");
        }
        storage.blobs().require(201, "PUT", "/" + MARK, BLOCK_BLOB, NOTHING);
        Map<String, List<String>> page = new HashMap<>();
        try (Events events = Events.after(ids.size(), nephelite)) {
            String place = "";
            while (!place.equals(MARK)) {
                JsonNode event = events.next();
                assertThat(event.path("sequence").asLong())
                        .as("sequence of the event after " + ids.size())
                        .isEqualTo(ids.size() + 1);
                ids.add(event.path("id").asText());
                place = place(event);
                page.computeIfAbsent(place.split("-", 2)[0], client -> new ArrayList<>())
                        .add(looks(event, place));
            }
        }
        return page;
    }

    /** Reads everything again, which has to be what it was. */
    void requireUnchanged(Nephelite nephelite) throws IOException, InterruptedException {
        try (Events events = Events.after(0, nephelite)) {
            JsonNode event = events.next();
            int first = event.path("sequence").asInt();
            List<String> kept = new ArrayList<>(List.of(event.path("id").asText()));
            while (first - 1 + kept.size() < ids.size()) {
                kept.add(events.next().path("id").asText());
            }
            assertThat(kept).isEqualTo(ids.subList(first - 1, ids.size()));
        }
    }

    /** What a step calls the same event. */
    private static String looks(JsonNode event, String place) {
        if (place.startsWith(SNAPSHOTS)) {
            return place.substring(SNAPSHOTS.length() + 1);
        }
        JsonNode data = event.path("data");
        String size =
                data.has("contentLength") ? " " + data.path("contentLength").asLong() : "";
        return data.path("api").asText() + " " + place + size;
    }

    private static String place(JsonNode event) {
        Matcher subject = SUBJECT.matcher(event.path("subject").asText());
        assertThat(subject.matches()).as(event.toString()).isTrue();
        if (subject.group(4) != null) {
            return SNAPSHOTS + "-" + subject.group(4);
        }
        return subject.group(3) == null ? subject.group(1) + "/" + subject.group(2) : subject.group(3);
    }
}
