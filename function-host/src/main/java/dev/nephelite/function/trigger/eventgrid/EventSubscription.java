package dev.nephelite.function.trigger.eventgrid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.client.StorageEvent;
import dev.nephelite.function.trigger.TriggerEvent;
import dev.nephelite.function.worker.TypedData;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which events one function receives on this machine, and how; in the cloud, an event subscription defines this.
 *
 * @param enabled false to receive only events posted to the webhook of the function
 * @param sources connections of storage accounts and names of topics, the latter after {@code topics/}; null for {@code
 *     AzureWebJobsStorage} and all topics
 * @param schema null for the schema of the source
 */
record EventSubscription(
        FunctionDefinition function,
        boolean enabled,
        @Nullable List<String> sources,
        Filter filter,
        GridEvent.@Nullable Schema schema,
        Delivery delivery) {
    private static final String TOPICS = "topics/";
    private static final String STORAGE_EVENTS = "Microsoft.Storage.";
    private static final String OWN_CONTAINERS = "/blobServices/default/containers/azure-webjobs-";

    /**
     * Reads the subscription of {@code function} from the app settings.
     *
     * @throws InvalidAppException if a setting is unknown or has a value that Event Grid would refuse
     */
    static EventSubscription of(FunctionDefinition function, AppSettings appSettings) {
        return Settings.of(function, appSettings).subscription(function);
    }

    /** The connections of the storage accounts whose events the function receives. */
    List<String> connections() {
        if (sources == null) {
            return List.of("AzureWebJobsStorage");
        }
        return sources.stream().filter(source -> !isTopic(source)).toList();
    }

    boolean hasTopic(String topic) {
        return enabled && (sources == null || sources.stream().anyMatch((TOPICS + topic)::equalsIgnoreCase));
    }

    private static boolean isTopic(String source) {
        return source.toLowerCase(Locale.ROOT).startsWith(TOPICS);
    }

    /** Events about what the host itself stores are filtered out. */
    boolean accepts(StorageEvent event) {
        return event.type().startsWith(STORAGE_EVENTS)
                && !isOwn(event.subject())
                && filter.accepts(event.type(), event.subject());
    }

    /** Whether a subject is something that the host itself stores. */
    static boolean isOwn(String subject) {
        return subject.startsWith(OWN_CONTAINERS);
    }

    boolean accepts(GridEvent event) {
        return filter.accepts(event.type(), event.subject());
    }

    GridEvent delivered(StorageEvent event) {
        return GridEvent.of(event, schema == null ? GridEvent.Schema.EVENT_GRID : schema);
    }

    /** Like Event Grid, converts Event Grid events to CloudEvents, but never the reverse. */
    GridEvent delivered(GridEvent event) {
        return schema == GridEvent.Schema.CLOUD_EVENTS ? event.in(schema) : event;
    }

    /** Whether the function receives arrays of events. */
    boolean many() {
        return function.trigger().text("cardinality", "one").equalsIgnoreCase("many");
    }

    /**
     * The trigger of one event: an array of it if the function takes arrays. Binding expressions may name members of a
     * single event, such as {@code {subject}} or {@code {data.url}}.
     */
    TriggerEvent triggerEvent(GridEvent event, Instant now) {
        return many() ? triggerEvent(List.of(event), now) : one(reason(now), event);
    }

    /** The trigger of several events, for a function that takes an array. */
    TriggerEvent triggerEvent(List<GridEvent> events, Instant now) {
        return many(reason(now), events);
    }

    /** The trigger of events that a user enters. */
    TriggerEvent manualEvent(List<GridEvent> events) {
        return many() ? many(TriggerEvent.MANUAL, events) : one(TriggerEvent.MANUAL, events.get(0));
    }

    private static String reason(Instant now) {
        return "EventGrid trigger fired at " + now;
    }

    private TriggerEvent one(String reason, GridEvent event) {
        Map<String, TypedData> metadata = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : event.json().properties()) {
            metadata.put(member.getKey(), typed(member.getValue()));
        }
        Map<String, String> details = new LinkedHashMap<>();
        details.put("Id", event.id());
        details.put("EventType", event.type());
        details.put("Subject", event.subject());
        return new TriggerEvent(reason, details, value(event.json()), metadata);
    }

    private TriggerEvent many(String reason, List<GridEvent> events) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        ArrayNode data = JsonNodeFactory.instance.arrayNode();
        events.forEach(event -> {
            all.add(event.json());
            data.add(event.data());
        });
        Map<String, String> details = Map.of("Events", Integer.toString(events.size()));
        return new TriggerEvent(reason, details, value(all), Map.of("data", new TypedData.Json(data.toString())));
    }

    private TypedData value(JsonNode json) {
        return function.trigger().isBinary()
                ? new TypedData.Bytes(json.toString().getBytes(StandardCharsets.UTF_8))
                : new TypedData.Json(json.toString());
    }

    private static TypedData typed(JsonNode member) {
        return member.isTextual() ? new TypedData.Text(member.textValue()) : new TypedData.Json(member.toString());
    }

    /**
     * Which events pass.
     *
     * @param types of the events, ignoring case; empty for all
     * @see <a href="https://learn.microsoft.com/azure/event-grid/event-filtering">Event filtering</a>
     */
    record Filter(Set<String> types, String subjectBeginsWith, String subjectEndsWith, boolean subjectCaseSensitive) {
        boolean accepts(String type, String subject) {
            int end = subject.length() - subjectEndsWith.length();
            boolean ignoreCase = !subjectCaseSensitive;
            return (types.isEmpty() || types.contains(type))
                    && subject.regionMatches(ignoreCase, 0, subjectBeginsWith, 0, subjectBeginsWith.length())
                    && subject.regionMatches(ignoreCase, end, subjectEndsWith, 0, subjectEndsWith.length());
        }
    }

    /**
     * How long delivery is tried.
     *
     * @param attempts to deliver an event before it is given up
     * @param timeToLive how long delivery of an event is tried
     * @param deadLetters the container for events that are given up, or null
     */
    record Delivery(
            int attempts, Duration timeToLive, @Nullable String deadLetters) {}

    /**
     * The app settings that replace the event subscription of a function, such as {@code
     * AzureWebJobs.Upload.EventGrid.SubjectBeginsWith}. They have the names of the subscription's properties.
     * Underscores may replace the dots, for environments whose variable names cannot contain dots.
     */
    private static final class Settings {
        private static final Set<String> KNOWN = ignoringCase(List.of(
                "Enabled",
                "Source",
                "IncludedEventTypes",
                "SubjectBeginsWith",
                "SubjectEndsWith",
                "IsSubjectCaseSensitive",
                "EventDeliverySchema",
                "MaxDeliveryAttempts",
                "EventTimeToLiveInMinutes",
                "DeadLetterContainer"));

        private static final int MAX_ATTEMPTS = 30;
        private static final int MINUTES_OF_A_DAY = 1440;

        private final String prefix;
        private final Map<String, String> values;

        private Settings(String prefix, Map<String, String> values) {
            this.prefix = prefix;
            this.values = values;
        }

        static Settings of(FunctionDefinition function, AppSettings appSettings) {
            String prefix = "AzureWebJobs." + function.name() + ".EventGrid.";
            Map<String, String> values = appSettings.beginningWith(prefix.replace('.', '_'));
            values.putAll(appSettings.beginningWith(prefix));
            values.keySet().stream()
                    .filter(name -> !KNOWN.contains(name))
                    .findFirst()
                    .ifPresent(name -> {
                        throw new InvalidAppException(
                                "There is no setting '%s%s'. The settings of an event subscription are %s."
                                        .formatted(prefix, name, String.join(", ", KNOWN)));
                    });
            return new Settings(prefix, values);
        }

        EventSubscription subscription(FunctionDefinition function) {
            @Nullable String sources = text("Source");
            return new EventSubscription(
                    function,
                    flag("Enabled", true),
                    sources == null ? null : list(sources),
                    new Filter(
                            ignoringCase(list(text("IncludedEventTypes"))),
                            text("SubjectBeginsWith", ""),
                            text("SubjectEndsWith", ""),
                            flag("IsSubjectCaseSensitive", false)),
                    read("EventDeliverySchema", null, GridEvent.Schema::parse),
                    new Delivery(
                            number("MaxDeliveryAttempts", MAX_ATTEMPTS),
                            Duration.ofMinutes(number("EventTimeToLiveInMinutes", MINUTES_OF_A_DAY)),
                            text("DeadLetterContainer")));
        }

        private @Nullable String text(String name) {
            @Nullable String value = values.get(name);
            return value == null || value.isBlank() ? null : value.strip();
        }

        private String text(String name, String defaultValue) {
            @Nullable String value = text(name);
            return value == null ? defaultValue : value;
        }

        private boolean flag(String name, boolean defaultValue) {
            String value = text(name, Boolean.toString(defaultValue));
            if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
                throw refusal(name, value, "must be true or false");
            }
            return Boolean.parseBoolean(value);
        }

        /** The limit of Event Grid is also its default. */
        private int number(String name, int greatest) {
            String value = text(name, Integer.toString(greatest));
            try {
                int number = Integer.parseInt(value);
                if (number >= 1 && number <= greatest) {
                    return number;
                }
            } catch (NumberFormatException notANumber) {
                throw refusal(name, value, "must be a whole number from 1 to " + greatest);
            }
            throw refusal(name, value, "must be a whole number from 1 to " + greatest);
        }

        private <T> @Nullable T read(String name, @Nullable T defaultValue, Function<String, T> parser) {
            @Nullable String value = text(name);
            try {
                return value == null ? defaultValue : parser.apply(value);
            } catch (IllegalArgumentException refused) {
                throw refusal(name, String.valueOf(value), String.valueOf(refused.getMessage()));
            }
        }

        private InvalidAppException refusal(String name, String value, String rule) {
            return new InvalidAppException(
                    "The setting '%s%s' is '%s', but it %s.".formatted(prefix, name, value, rule));
        }

        private static List<String> list(@Nullable String text) {
            return text == null
                    ? List.of()
                    : Arrays.stream(text.split(",", -1))
                            .map(String::strip)
                            .filter(element -> !element.isEmpty())
                            .toList();
        }

        private static Set<String> ignoringCase(List<String> texts) {
            Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            set.addAll(texts);
            return set;
        }
    }
}
