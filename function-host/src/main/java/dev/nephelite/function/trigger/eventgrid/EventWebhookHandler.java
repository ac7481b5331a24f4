package dev.nephelite.function.trigger.eventgrid;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.function.json.DotNetJson;
import dev.nephelite.function.trigger.http.FunctionRequestBody;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests to a webhook: both handshakes that come before the first event, and events in both schemas, one or
 * several at a time. As in Azure, the header {@code aeg-event-type} says what a request wants, whatever its method.
 *
 * @see <a href="https://learn.microsoft.com/azure/event-grid/webhook-event-delivery">Webhook event delivery</a>
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0/http-webhook.md">HTTP webhooks for event delivery</a>
 */
public final class EventWebhookHandler {
    private static final String VALIDATION = "Microsoft.EventGrid.SubscriptionValidationEvent";

    /** Who may send events when a handshake names nobody. */
    private static final String EVENT_GRID = "eventgrid.azure.net";

    private EventWebhookHandler() {}

    /**
     * Answers a request to a webhook.
     *
     * @param receive answers events
     */
    public static CompletableFuture<Response> answer(
            HttpRequest request, Function<List<GridEvent>, CompletableFuture<Response>> receive) throws IOException {
        return request.method().equals("OPTIONS") ? now(handshake(request)) : delivery(request, receive);
    }

    /** An answer that is complete already. */
    public static CompletableFuture<Response> now(Response answer) {
        return CompletableFuture.completedFuture(answer);
    }

    /** A refusal with its reason as text. */
    public static Response refused(int status, String why) {
        return Response.of(status)
                .header("Content-Type", "text/plain; charset=utf-8")
                .body(Body.text(why));
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
        String purpose = Optional.ofNullable(request.headers().get("aeg-event-type"))
                .orElse("Notification")
                .toLowerCase(Locale.ROOT);
        if (purpose.equals("unsubscribe")) {
            return now(Response.of(202));
        }
        Optional<byte[]> body = FunctionRequestBody.read(request);
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
        boolean validates = events.size() == 1 && events.get(0).type().equals(VALIDATION);
        return switch (purpose) {
            case "subscriptionvalidation" -> now(validation(events));
            case "notification" -> validates ? now(validation(events)) : receive.apply(events);
            default -> now(refused(400, "The header aeg-event-type is '" + purpose + "', which is not supported."));
        };
    }

    private static Response validation(List<GridEvent> events) {
        JsonNode data = events.isEmpty() ? null : events.get(0).data();
        // The data of a CloudEvent is a document within a text here.
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
