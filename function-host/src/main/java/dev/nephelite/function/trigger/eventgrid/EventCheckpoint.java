package dev.nephelite.function.trigger.eventgrid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.value.EventCursor;
import dev.nephelite.function.client.BlobClient;
import dev.nephelite.function.client.StorageEvent;
import dev.nephelite.function.log.HostLog;
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
 * How far a host has read the event log of a server, stored in the app's storage so that the next host resumes there.
 * Without a stored position, at the very first start, processing begins with events from then on. Thread-safe.
 */
final class EventCheckpoint {
    private static final String CONTAINER = "azure-webjobs-hosts";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Events handled within this time before a crash may be handled again. */
    private static final Duration SAVE_DELAY = Duration.ofMillis(200);

    /** Saving is itself a storage event, so events that no function receives must not cause it each time. */
    private static final int MAX_UNSAVED = 10_000;

    private final HostContext host;
    private final BlobClient storage;
    private final String blob;
    private final Instant firstStart;
    private final Map<String, Instant> startTimes = new TreeMap<>();
    private final Object saving = new Object();
    private @Nullable EventCursor position;
    private Clock.@Nullable Scheduled nextSave;
    private int unsaved;

    /**
     * @param blob where the position is stored
     * @param names of all consumers; a consumer without a stored start begins now
     */
    EventCheckpoint(String blob, Set<String> names, HostContext host) {
        this.host = host;
        this.blob = blob;
        storage = host.storage().account(null).blobs();
        firstStart = host.clocks().cloud().now();
        names.forEach(name -> startTimes.put(name, firstStart));
    }

    /** Since when a consumer follows the log, if a checkpoint that was stored says so. */
    static Optional<Instant> storedStart(String blob, String name, HostContext host) {
        return host.storage().account(null).blobs().get(CONTAINER, blob).flatMap(stored -> {
            try {
                JsonNode start =
                        JSON.readTree(stored.content()).path("functions").path(name);
                return start.isTextual() ? Optional.of(Instant.parse(start.asText())) : Optional.empty();
            } catch (IOException | DateTimeException damaged) {
                return Optional.empty();
            }
        });
    }

    /**
     * Where the next host resumes.
     *
     * @throws dev.nephelite.function.client.RemoteStorageException if the stored position cannot be read now
     */
    synchronized EventCursor cursor() {
        if (position == null) {
            position = storage.get(CONTAINER, blob)
                    .flatMap(this::read)
                    .orElseGet(() -> new EventCursor.FromTime(firstStart));
        }
        return position;
    }

    /** Moves to where the server actually started, which may no longer have the event that the position names. */
    void startedAt(EventCursor start) {
        EventCursor requested = cursor();
        if (!requested.equals(start) && requested instanceof EventCursor.AfterEvent) {
            host.log()
                    .warning(
                            EventGridTrigger.LOG_CATEGORY,
                            "The event log no longer has event %s. Processing starts with the oldest event that it has."
                                    .formatted(requested));
        }
        synchronized (this) {
            position = start;
            unsaved++;
        }
        save();
    }

    /** Whether the event happened after {@code name} began to follow the log. */
    synchronized boolean concerns(String name, StorageEvent event) {
        Instant first = startTimes.get(name);
        return first != null && !event.time().isBefore(first);
    }

    /**
     * Moves past {@code event}.
     *
     * @param relevant whether a consumer accepted it
     */
    synchronized void advance(StorageEvent event, boolean relevant) {
        position = event.position();
        unsaved++;
        if (nextSave == null && (relevant || unsaved > MAX_UNSAVED)) {
            nextSave = host.clocks().machine().schedule(SAVE_DELAY, () -> host.executor()
                    .execute(this::save));
        }
    }

    /** Stores the position, unless it is stored already. */
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
                markUnsaved();
                host.log()
                        .debug(
                                EventGridTrigger.LOG_CATEGORY,
                                "The position in the event log cannot be saved now. " + HostLog.describe(failure));
            }
        }
    }

    private synchronized @Nullable String unsavedJson() {
        if (nextSave != null) {
            nextSave.cancel();
            nextSave = null;
        }
        if (unsaved == 0 || position == null) {
            return null;
        }
        unsaved = 0;
        ObjectNode json = JSON.createObjectNode().put("after", position.toString());
        ObjectNode functions = json.putObject("functions");
        startTimes.forEach((name, first) -> functions.put(name, first.toString()));
        return json.toString();
    }

    private synchronized void markUnsaved() {
        unsaved++;
    }

    /** A stored position that cannot be parsed is ignored. */
    private Optional<EventCursor> read(BlobClient.Blob item) {
        try {
            JsonNode json = JSON.readTree(item.content());
            for (Map.Entry<String, JsonNode> function : json.path("functions").properties()) {
                if (startTimes.containsKey(function.getKey())) {
                    startTimes.put(
                            function.getKey(), Instant.parse(function.getValue().asText()));
                }
            }
            return Optional.of(EventCursor.parse(json.path("after").asText()));
        } catch (IOException | DateTimeException | IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }
}
