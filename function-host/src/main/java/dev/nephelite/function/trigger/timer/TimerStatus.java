package dev.nephelite.function.trigger.timer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nephelite.function.client.BlobClient;
import dev.nephelite.function.client.RemoteStorageException;
import dev.nephelite.function.trigger.HostContext;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a timer.
 *
 * @param last the time that the last run was for; null before the first
 * @param next when the next run is due
 * @param lastUpdated when {@code next} was computed
 */
record TimerStatus(@Nullable ZonedDateTime last, ZonedDateTime next, ZonedDateTime lastUpdated) {
    /** With all seven digits of the fraction, as in the log and in storage. */
    static final DateTimeFormatter FULL = format(7);

    private static final DateTimeFormatter SHORT = format(0);
    private static final String NEVER = "0001-01-01T00:00:00";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static DateTimeFormatter format(int leastDigits) {
        return new DateTimeFormatterBuilder()
                .appendPattern("yyyy-MM-dd'T'HH:mm:ss")
                .appendFraction(ChronoField.NANO_OF_SECOND, leastDigits, 7, true)
                .appendOffset("+HH:MM", "+00:00")
                .toFormatter(Locale.ROOT);
    }

    /** Parses a stored status; empty if it is damaged. */
    static Optional<TimerStatus> parse(byte[] json, ZoneId zone) {
        try {
            JsonNode status = JSON.readTree(json);
            return Optional.of(new TimerStatus(
                    moment(status.path("Last"), zone),
                    required(status.path("Next"), zone),
                    required(status.path("LastUpdated"), zone)));
        } catch (DateTimeException | IOException damaged) {
            return Optional.empty();
        }
    }

    private static ZonedDateTime required(JsonNode text, ZoneId zone) {
        ZonedDateTime moment = moment(text, zone);
        if (moment == null) {
            throw new DateTimeException("missing");
        }
        return moment;
    }

    private static @Nullable ZonedDateTime moment(JsonNode text, ZoneId zone) {
        return text.asText().startsWith("0001-")
                ? null
                : OffsetDateTime.parse(text.asText()).atZoneSameInstant(zone);
    }

    /** Whether the last run of this status is later than that of {@code other}. */
    boolean isLaterThan(TimerStatus other) {
        return last != null && (other.last == null || last.isAfter(other.last));
    }

    /** The status as it is stored. */
    byte[] stored() {
        try {
            return JSON.writeValueAsBytes(json(FULL));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The status as functions see it. */
    ObjectNode shown() {
        return json(SHORT);
    }

    @Override
    public String toString() {
        String lastText = last == null ? NEVER : FULL.format(last);
        return "Last='%s', Next='%s', LastUpdated='%s'"
                .formatted(lastText, FULL.format(next), FULL.format(lastUpdated));
    }

    private ObjectNode json(DateTimeFormatter format) {
        return JSON.createObjectNode()
                .put("Last", last == null ? NEVER : format.format(last))
                .put("Next", format.format(next))
                .put("LastUpdated", format.format(lastUpdated));
    }

    /**
     * The blob that stores the status of one timer. Blocks on storage; if storage fails, a warning is logged and the
     * timer runs without a stored status.
     */
    static final class StatusBlob {
        private static final String CONTAINER = "azure-webjobs-hosts";

        private final HostContext host;
        private final String function;
        private final String blob;

        StatusBlob(String function, HostContext host) {
            this.host = host;
            this.function = function;
            blob = "timers/" + host.hostId() + "/Host.Functions." + function + "/status";
        }

        Optional<TimerStatus> load(ZoneId zone) {
            try {
                return blobs().get(CONTAINER, blob).flatMap(item -> TimerStatus.parse(item.content(), zone));
            } catch (RemoteStorageException failure) {
                warn("read", failure);
                return Optional.empty();
            }
        }

        void save(TimerStatus status) {
            try {
                blobs().put(CONTAINER, blob, status.stored(), Map.of("Content-Type", "application/json"));
            } catch (RemoteStorageException failure) {
                warn("written", failure);
            }
        }

        private BlobClient blobs() {
            return host.storage().account(null).blobs();
        }

        private void warn(String done, RemoteStorageException failure) {
            host.log()
                    .warning(
                            TimerListener.LOG_CATEGORY,
                            "The status of timer '%s' could not be %s. %s"
                                    .formatted(function, done, failure.getMessage()));
        }
    }
}
