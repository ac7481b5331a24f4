package dev.nephelite.function.trigger.eventgrid;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nephelite.function.trigger.HostContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Map;

/**
 * Handles events that are not delivered any more: logs an error and, if the subscription names a container, writes a
 * blob.
 *
 * @see <a href="https://learn.microsoft.com/azure/event-grid/manage-event-delivery">Dead-letter location</a>
 */
record DeadLetters(HostContext host) {
    void add(EventSubscription subscription, EventMessage message, String reason, String outcome) {
        GridEvent event = message.event();
        host.log()
                .error(
                        EventGridTrigger.LOG_CATEGORY,
                        "Event '%s' (%s of %s) is given up after %d attempts to run function '%s': %s"
                                .formatted(
                                        event.id(),
                                        event.type(),
                                        event.subject(),
                                        message.attempts(),
                                        message.function(),
                                        outcome));
        if (subscription.deadLetters() != null) {
            Instant now = host.clock().now();
            String content = json(message, reason, outcome, now).toString();
            host.storage()
                    .account(null)
                    .blobs()
                    .put(
                            subscription.deadLetters(),
                            name(message, now),
                            content.getBytes(StandardCharsets.UTF_8),
                            Map.of("Content-Type", "application/json"));
        }
    }

    private String name(EventMessage message, Instant now) {
        ZonedDateTime time = now.atZone(ZoneOffset.UTC);
        return "%s/%d/%d/%d/%d/%s.json"
                .formatted(
                        message.function().toUpperCase(Locale.ROOT),
                        time.getYear(),
                        time.getMonthValue(),
                        time.getDayOfMonth(),
                        time.getHour(),
                        host.ids().uuid());
    }

    private static ArrayNode json(EventMessage message, String reason, String outcome, Instant now) {
        ObjectNode letter = message.event().json().deepCopy();
        boolean cloud = message.event().isCloudEvent();
        letter.put(cloud ? "deadletterreason" : "deadLetterReason", reason);
        letter.put(cloud ? "deliveryattempts" : "deliveryAttempts", message.attempts());
        letter.put(cloud ? "lastdeliveryoutcome" : "lastDeliveryOutcome", outcome);
        letter.put(cloud ? "publishtime" : "publishTime", message.published().toString());
        letter.put(cloud ? "lastdeliveryattempttime" : "lastDeliveryAttemptTime", now.toString());
        return JsonNodeFactory.instance.arrayNode().add(letter);
    }
}
