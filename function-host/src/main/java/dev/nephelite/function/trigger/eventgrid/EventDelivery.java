package dev.nephelite.function.trigger.eventgrid;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.function.json.DotNetJson;
import dev.nephelite.function.trigger.http.HttpRequestConverter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Handles requests to a webhook: both validation handshakes, and events in both schemas, one or several at a time. As
 * in Azure, the header {@code aeg-event-type} determines the kind of request, whatever its method.
 *
 * @see <a href="https://learn.microsoft.com/azure/event-grid/webhook-event-delivery">Webhook event delivery</a>
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0/http-webhook.md">HTTP webhooks for event delivery</a>
 */
public final class EventDelivery {
    private static final String VALIDATION = "Microsoft.EventGrid.SubscriptionValidationEvent";

    /** The allowed origin if a handshake names none. */
    private static final String EVENT_GRID = "eventgrid.azure.net";

    private EventDelivery() {}

    /**
     * Handles a request to a webhook.
     *
     * @param receive handles the events
     */
    public static CompletableFuture<Response> answer(
            HttpRequest request, Function<List<GridEvent>, CompletableFuture<Response>> receive) throws IOException {
        return request.method().equals("OPTIONS") ? now(handshake(request)) : delivery(request, receive);
    }

    /** A response that is complete already. */
    public static CompletableFuture<Response> now(Response answer) {
        return CompletableFuture.completedFuture(answer);
    }

    /** A refusal with its reason as text. */
    public static Response refused(int status, String reason) {
        return Response.of(status)
                .header("Content-Type", "text/plain; charset=utf-8")
                .body(Body.text(reason));
    }

    private static Response handshake(HttpRequest request) {
        @Nullable String origin = request.headers().get("WebHook-Request-Origin");
        return Response.of(200)
                .header("Allow", "OPTIONS, POST")
                .header("WebHook-Allowed-Origin", origin == null ? EVENT_GRID : origin)
                .header("WebHook-Allowed-Rate", "*");
    }

    private static CompletableFuture<Response> delivery(
            HttpRequest request, Function<List<GridEvent>, CompletableFuture<Response>> receive) throws IOException {
        String eventType = Optional.ofNullable(request.headers().get("aeg-event-type"))
                .orElse("Notification")
                .toLowerCase(Locale.ROOT);
        if (eventType.equals("unsubscribe")) {
            return now(Response.of(202));
        }
        Optional<byte[]> body = HttpRequestConverter.readBody(request);
        if (body.isEmpty()) {
            return now(Response.of(413));
        }
        if (request.headers().has("ce-specversion")) {
            return now(refused(415, "CloudEvents must come in structured or batched mode, not in headers."));
        }
        List<GridEvent> events;
        try {
            events = GridEvent.parse(new String(body.get(), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException malformed) {
            return now(refused(400, String.valueOf(malformed.getMessage())));
        }
        boolean isValidation = events.size() == 1 && events.get(0).type().equals(VALIDATION);
        return switch (eventType) {
            case "subscriptionvalidation" -> now(validation(events));
            case "notification" -> isValidation ? now(validation(events)) : receive.apply(events);
            default -> now(refused(400, "The header aeg-event-type is '" + eventType + "', which is not supported."));
        };
    }

    private static Response validation(List<GridEvent> events) {
        JsonNode data = events.isEmpty() ? null : events.get(0).data();
        // In a CloudEvent, the data is a string that contains a JSON document.
        JsonNode document = data != null && data.isTextual()
                ? DotNetJson.parse(data.textValue()).orElse(data)
                : data;
        if (document == null || !document.path("validationCode").isTextual()) {
            return refused(400, "The validation event has no data.validationCode.");
        }
        String code = document.path("validationCode").toString();
        return Response.of(200)
                .header("Content-Type", "application/json; charset=utf-8")
                .body(Body.text("{\"validationResponse\":" + code + "}"));
    }
}
