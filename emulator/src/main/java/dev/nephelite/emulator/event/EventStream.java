package dev.nephelite.emulator.event;

import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.http.tail.TailBody;
import dev.nephelite.emulator.http.tail.TailBody.Lines;
import dev.nephelite.emulator.http.tail.TailFormat;
import dev.nephelite.emulator.http.tail.TailQuery;
import dev.nephelite.emulator.trace.TraceContext;
import dev.nephelite.emulator.value.EventCursor;
import dev.nephelite.emulator.value.EventCursor.AfterEvent;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Serves the event log: one CloudEvents 1.0 JSON object a line, from the event after {@code ?after=SEQUENCE} on, and then
 * live, until the client disconnects. {@code after=latest}, the default, begins with the next event, and
 * {@code after=2026-01-01T12:00:00Z} with the first that is not older; {@code last=COUNT} begins that many events
 * before the next. With {@code follow=false} it ends with the newest event there is; otherwise an empty line now and then shows
 * that the stream is alive.
 *
 * <p>A client that reconnects with {@code after=SEQUENCE.ID} of its last event gets all later events or, if that event is
 * unknown or no longer retained, all retained events. The header {@value #AFTER} names the event after which the stream
 * begins. A client that accepts {@code text/event-stream} gets the same objects as server-sent events.
 */
public final class EventStream implements Handler {
    /** The response header with the position at which the stream begins. */
    private static final String AFTER = "Nephelite-After";

    private static final int EVENTS_AT_ONCE = 256;

    private final EventLog log;
    private volatile NewestLines newest = new NewestLines(-1, TailFormat.JSON_LINES, new Lines("", -1));

    public EventStream(EventLog log) {
        this.log = log;
    }

    @Override
    public CompletionStage<Response> handle(HttpRequest request) {
        return CompletableFuture.completedFuture(TailQuery.answer(request, true, this::response));
    }

    /**
     * The response with the events that {@code query} asks for.
     *
     * @throws IllegalArgumentException if its position is invalid; the message is for the client
     */
    public Response response(TailQuery query) {
        AfterEvent start = start(query);
        TailFormat format = query.format();
        return Response.of(200)
                .header("Content-Type", format.contentType())
                .header(AFTER, start)
                .body(new TailBody(
                        log.tail(), position -> lines(position, format), start.sequence(), query.following()));
    }

    private AfterEvent start(TailQuery query) {
        @Nullable String after = query.after();
        @Nullable String last = query.last();
        try {
            return log.find(last == null ? cursor(after) : beforeLast(TailQuery.number(last)));
        } catch (IllegalArgumentException invalid) {
            throw new IllegalArgumentException(
                    "after=" + after + " is neither the sequence of an event nor a time nor \"latest\"," + " or last="
                            + last + " is not a number of events.",
                    invalid);
        }
    }

    private static EventCursor cursor(@Nullable String after) {
        return after == null ? EventCursor.LATEST : EventCursor.parse(after);
    }

    private EventCursor beforeLast(long count) {
        return new AfterEvent(Math.max(0, log.last() - count), null);
    }

    /** Followers mostly ask for the same lines, one after the other. */
    private Lines lines(long after, TailFormat format) {
        NewestLines known = newest;
        if (known.after() == after && known.format() == format && known.lines().last() == log.last()) {
            return known.lines();
        }
        Lines read = read(after, format);
        newest = new NewestLines(after, format, read);
        return read;
    }

    private Lines read(long after, TailFormat format) {
        StringBuilder lines = new StringBuilder();
        long position = after;
        for (ChangeEvent event : log.after(after, EVENTS_AT_ONCE)) {
            lines.append(format.line(new AfterEvent(event.sequence(), event.id()), EventJson.of(event)));
            position = event.sequence();
        }
        return new Lines(lines.toString(), position);
    }

    /** The lines after an event, up to what was the newest one. */
    private record NewestLines(long after, TailFormat format, Lines lines) {}

    /**
     * A change event as a CloudEvents 1.0 JSON object without line breaks.
     *
     * @see <a href="https://github.com/cloudevents/spec/blob/main/cloudevents/extensions/distributed-tracing.md">Distributed
     *     tracing extension</a>
     */
    private static final class EventJson {
        private static final String SOURCE =
                "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/nephelite"
                        + "/providers/Microsoft.Storage/storageAccounts/";

        private final StringBuilder json = new StringBuilder(512);

        private EventJson() {}

        static String of(ChangeEvent event) {
            return new EventJson().write(event);
        }

        private String write(ChangeEvent event) {
            json.append("{\"specversion\":\"1.0\"");
            field("id", event.id());
            field("source", SOURCE + event.account());
            field("type", event.type());
            field("subject", event.subject());
            field("time", event.time());
            field("sequence", event.sequence());
            writeCause(event.cause());
            json.append(",\"data\":{");
            String separator = "";
            for (Map.Entry<String, Object> entry : event.data().entrySet()) {
                json.append(separator);
                member(entry.getKey(), entry.getValue());
                separator = ",";
            }
            return json.append("}}").toString();
        }

        private void writeCause(@Nullable TraceContext cause) {
            if (cause != null) {
                field(TraceContext.TRACEPARENT, cause.header());
                if (!cause.state().isEmpty()) {
                    field(TraceContext.TRACESTATE, cause.state());
                }
            }
        }

        private void field(String name, Object value) {
            json.append(',');
            member(name, value);
        }

        private void member(String name, Object value) {
            text(name);
            json.append(':');
            if (value instanceof Number) {
                json.append(value);
            } else {
                text(value.toString());
            }
        }

        private void text(String value) {
            json.append('"');
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                if (c == '"' || c == '\\') {
                    json.append('\\').append(c);
                } else if (c < 0x20) {
                    json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                } else {
                    json.append(c);
                }
            }
            json.append('"');
        }
    }
}
