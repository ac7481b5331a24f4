package dev.nephelite.function.trigger.eventgrid;

import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.trace.TraceContext;
import dev.nephelite.emulator.trace.TraceScope;
import dev.nephelite.function.client.RemoteStorageException;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.TriggerEvent;
import dev.nephelite.function.trigger.Webhook;
import dev.nephelite.function.worker.InvocationResult;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Receives posted events: for one function with {@code ?functionName=}, or for a topic at {@code /topics/NAME}. */
final class EventGridWebhook implements Webhook {
    private static final Pattern TOPIC = Pattern.compile("/topics/(?<name>[A-Za-z0-9-_.]+)(/api/events)?/?");

    private static final Set<String> PUBLISHING = Set.of("OPTIONS", "POST");

    private final EventGridListener listener;
    private final HostContext host;
    private final EventGridTrigger.LocalTopics topics;

    EventGridWebhook(EventGridListener listener, HostContext host) {
        this.listener = listener;
        this.host = host;
        topics = new EventGridListener.Topics(listener, host);
    }

    @Override
    public String extension() {
        return "eventgrid";
    }

    @Override
    public CompletableFuture<Response> answer(HttpRequest request, String rest) throws IOException {
        @Nullable TraceContext client = TraceContext.sentIn(request.headers());
        Matcher topic = TOPIC.matcher(rest);
        if (topic.matches()) {
            if (!PUBLISHING.contains(request.method())) {
                return EventDelivery.now(Response.of(405).header("Allow", "OPTIONS, POST"));
            }
            return EventDelivery.answer(
                    request,
                    events -> EventDelivery.now(TraceScope.call(client, () -> publish(topic.group("name"), events))));
        }
        if (!rest.isEmpty() && !rest.equals("/")) {
            return EventDelivery.now(Response.of(404));
        }
        @Nullable
        String name = QueryParameters.parseLeniently(request.rawQuery()).get("functionName");
        Optional<EventSubscription> subscription = listener.subscription(name == null ? "" : name);
        if (subscription.isEmpty()) {
            return EventDelivery.now(EventDelivery.refused(
                    404,
                    "cannot find function: '%s'. Functions with an eventGridTrigger that listens: %s."
                            .formatted(name == null ? "" : name, listener.functions())));
        }
        return EventDelivery.answer(request, events -> run(subscription.get(), events, client));
    }

    private Response publish(String topic, List<GridEvent> events) {
        try {
            topics.publish(topic, events);
            return Response.of(200);
        } catch (IllegalArgumentException incomplete) {
            return EventDelivery.refused(400, String.valueOf(incomplete.getMessage()));
        } catch (RemoteStorageException failure) {
            return EventDelivery.refused(503, String.valueOf(failure.getMessage()));
        }
    }

    /** Runs the function before responding, because its failure must make the sender retry. */
    private CompletableFuture<Response> run(
            EventSubscription subscription, List<GridEvent> events, @Nullable TraceContext client) {
        Instant now = host.clocks().cloud().now();
        List<TriggerEvent> fired = subscription.many()
                ? List.of(subscription.triggerEvent(events, now).causedBy(client))
                : events.stream()
                        .map(event -> subscription.triggerEvent(event, now).causedBy(event.causeOr(client)))
                        .toList();
        List<CompletableFuture<InvocationResult>> running = fired.stream()
                .map(event -> host.invoker().invoke(subscription.function(), event))
                .toList();
        return CompletableFuture.allOf(running.toArray(CompletableFuture[]::new))
                .thenApply(ended ->
                        answer(running.stream().map(CompletableFuture::join).toList()));
    }

    private static Response answer(List<InvocationResult> outcomes) {
        for (InvocationResult result : outcomes) {
            if (result instanceof InvocationResult.Failure failure) {
                return EventDelivery.refused(500, failure.message());
            }
        }
        return Response.of(202);
    }
}
