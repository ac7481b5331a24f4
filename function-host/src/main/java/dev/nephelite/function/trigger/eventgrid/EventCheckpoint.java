package dev.nephelite.function.trigger.eventgrid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.client.BlobClient;
import dev.nephelite.function.client.EventFeed;
import dev.nephelite.function.client.StorageEvent;
import dev.nephelite.function.trigger.Failures;
import dev.nephelite.function.trigger.HostContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far a host has come in the log of a server, kept in the app's storage so that the next host goes on there. Without
 * one, as at the very first start, everything since then counts. Safe for concurrent use.
 */
final class EventCheckpoint implements EventFeed.Cursor {
    private static final String CONTAINER = "azure-webjobs-hosts";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What was handled this long before a crash may be handled again. */
    private static final Duration BETWEEN_SAVES = Duration.ofMillis(200);

    /** Saving is a change that the log tells of, so it must not be done for nothing but such changes. */
    private static final int MOST_UNSAVED = 10_000;

    private final HostContext host;
    private final BlobClient storage;
    private final String blob;
    private final Instant start;
    private final Map<String, Instant> since = new TreeMap<>();
    private final Object saving = new Object();
    private @Nullable String place;
    private Clock.@Nullable Scheduled nextSave;
    private int unsaved;

    /**
     * @param blob where it is kept
     * @param names of everybody who follows; who has not done so before begins now
     */
    EventCheckpoint(String blob, Set<String> names, HostContext host) {
        this.host = host;
        this.blob = blob;
        storage = host.storage().account(null).blobs();
        start = host.clock().now();
        names.forEach(name -> since.put(name, start));
    }

    @Override
    public synchronized String after() {
        if (place == null) {
            place = storage.get(CONTAINER, blob).flatMap(this::read).orElse(start.toString());
        }
        return place;
    }

    @Override
    public void begins(String begin) {
        String asked = after();
        if (!asked.equals(begin) && !asked.contains("T")) {
            host.log()
                    .warning(
                            EventGridTrigger.LOG_CATEGORY,
                            "The event log no longer has event %s. Processing starts with the oldest event that it has."
                                    .formatted(asked));
        }
        synchronized (this) {
            place = begin;
            unsaved++;
        }
        save();
    }

    /** Whether the event happened after {@code name} had begun to follow. */
    synchronized boolean concerns(String name, StorageEvent event) {
        Instant first = since.get(name);
        return first != null && !event.time().isBefore(first);
    }

    /**
     * Moves on behind {@code event}.
     *
     * @param mattered whether anybody wanted it
     */
    synchronized void moveBehind(StorageEvent event, boolean mattered) {
        place = event.place();
        unsaved++;
        if (nextSave == null && (mattered || unsaved > MOST_UNSAVED)) {
            nextSave =
                    host.clock().schedule(BETWEEN_SAVES, () -> host.executor().execute(this::save));
        }
    }

    /** Writes down where we are, unless it is written already. */
    void save() {
        synchronized (saving) {
            @Nullable String json = unsavedJson();
            if (json == null) {
                return;
            }
            try {
                storage.put(
                        CONTAINER,
                        blob,
                        json.getBytes(StandardCharsets.UTF_8),
                        Map.of("Content-Type", "application/json"));
            } catch (RuntimeException | Error failure) {
                notSaved();
                host.log()
                        .debug(
                                EventGridTrigger.LOG_CATEGORY,
                                "The place in the event log cannot be saved now. " + Failures.describe(failure));
            }
        }
    }

    private synchronized @Nullable String unsavedJson() {
        if (nextSave != null) {
            nextSave.cancel();
            nextSave = null;
        }
        if (unsaved == 0 || place == null) {
            return null;
        }
        unsaved = 0;
        ObjectNode json = JSON.createObjectNode().put("after", place);
        ObjectNode functions = json.putObject("functions");
        since.forEach((name, first) -> functions.put(name, first.toString()));
        return json.toString();
    }

    private synchronized void notSaved() {
        unsaved++;
    }

    /** One that cannot be read counts as none. */
    private Optional<String> read(BlobClient.Blob item) {
        try {
            JsonNode json = JSON.readTree(item.content());
            for (Map.Entry<String, JsonNode> function : json.path("functions").properties()) {
                if (since.containsKey(function.getKey())) {
                    since.put(
                            function.getKey(), Instant.parse(function.getValue().asText()));
                }
            }
            return Optional.of(json.path("after").asText()).filter(after -> !after.isEmpty());
        } catch (IOException | DateTimeException damaged) {
            return Optional.empty();
        }
    }
}
