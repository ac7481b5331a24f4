package dev.nephelite.function.trigger.eventgrid;

import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.client.StorageEvent;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one function is told of on this machine, and how: what in the cloud an event subscription would say.
 *
 * @param enabled whether it is told of anything but what is posted to its webhook
 * @param sources connections of storage accounts and, behind {@code topics/}, names of topics; null for the account of the
 *     app and for every topic
 * @param types of the events, ignoring case; empty for all
 * @param schema null for that of the source
 * @param attempts before an event is given up
 * @param timeToLive how long an event is tried
 * @param deadLetters the container that receives events given up, or null
 * @see <a href="https://learn.microsoft.com/azure/event-grid/event-filtering">Event filtering</a>
 */
record EventSubscription(
        FunctionDefinition function,
        boolean enabled,
        @Nullable List<String> sources,
        Set<String> types,
        String subjectBeginsWith,
        String subjectEndsWith,
        boolean subjectCaseSensitive,
        @Nullable DeliverySchema schema,
        int attempts,
        Duration timeToLive,
        @Nullable String deadLetters) {
    private static final String TOPICS = "topics/";
    private static final String STORAGE_EVENTS = "Microsoft.Storage.";
    private static final String OWN_CONTAINERS = "/blobServices/default/containers/azure-webjobs-";

    /** The connections of the storage accounts that it hears of. */
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

    /** What the host itself keeps in storage is nobody's business. */
    boolean wants(StorageEvent event) {
        return event.type().startsWith(STORAGE_EVENTS)
                && !event.subject().startsWith(OWN_CONTAINERS)
                && passes(event.type(), event.subject());
    }

    boolean wants(GridEvent event) {
        return passes(event.type(), event.subject());
    }

    private boolean passes(String type, String subject) {
        int end = subject.length() - subjectEndsWith.length();
        boolean ignoreCase = !subjectCaseSensitive;
        return (types.isEmpty() || types.contains(type))
                && subject.regionMatches(ignoreCase, 0, subjectBeginsWith, 0, subjectBeginsWith.length())
                && subject.regionMatches(ignoreCase, end, subjectEndsWith, 0, subjectEndsWith.length());
    }

    GridEvent delivered(StorageEvent event) {
        return GridEvent.of(event, schema == null ? DeliverySchema.EVENT_GRID : schema);
    }

    /** Event Grid makes CloudEvents of its own events, and never the other way round. */
    GridEvent delivered(GridEvent event) {
        return schema == DeliverySchema.CLOUD_EVENTS ? event.in(schema) : event;
    }

    /** Whether it receives arrays of events. */
    boolean many() {
        return function.trigger().text("cardinality", "one").equalsIgnoreCase("many");
    }
}
