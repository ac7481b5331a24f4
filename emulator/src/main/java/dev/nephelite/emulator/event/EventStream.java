package dev.nephelite.emulator.event;

import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.LinesBody;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.http.Response;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Serves the event log: one CloudEvents 1.0 JSON object a line, from the event after {@code ?after=SEQUENCE} on, and then
 * live, for as long as the client listens. {@code after=latest}, the default, begins with the next event, and
 * {@code after=2026-01-01T12:00:00Z} with the first that is not older; {@code last=COUNT} begins so many events earlier
 * than the next. With {@code follow=false} it ends with the newest event there is; else an empty line now and then shows
 * that the stream is alive.
 *
 * <p>Who comes back with {@code after=SEQUENCE.ID} of the last event it knows, gets what it missed, or, when that event is
 * unknown here or no longer kept, everything there is. The header {@value #AFTER} says after which event the stream begins.
 */
public final class EventStream implements Handler {
    /** Names the header with the position that the stream begins at. */
    private static final String AFTER = "Nephelite-After";

    private static final String LATEST = "latest";
    private static final int EVENTS_AT_ONCE = 256;

    private final EventLog log;

    public EventStream(EventLog log) {
        this.log = log;
    }

    @Override
    public CompletionStage<Response> handle(HttpRequest request) {
        return CompletableFuture.completedFuture(respond(request));
    }

    private Response respond(HttpRequest request) {
        QueryParameters queryParameters = QueryParameters.parseLeniently(request.rawQuery());
        @Nullable String after = queryParameters.get("after");
        @Nullable String last = queryParameters.get("last");
        try {
            EventCursor start = last == null ? start(after == null ? LATEST : after) : before(Long.parseLong(last));
            return Response.of(200)
                    .header("Content-Type", "application/x-ndjson")
                    .header(AFTER, start)
                    .body(new Tail(start.sequence(), !"false".equals(queryParameters.get("follow"))));
        } catch (IllegalArgumentException | DateTimeException neither) {
            return Response.of(400)
                    .header("Content-Type", "text/plain; charset=utf-8")
                    .body(Body.text("after=" + after + " is neither the sequence of an event nor a time nor \"latest\","
                            + " or last=" + last + " is not a number of events.\n"));
        }
    }

    private EventCursor start(String after) {
        if (after.equals(LATEST)) {
            return log.find(new EventCursor(log.last(), null));
        }
        return after.contains("T") ? log.before(Instant.parse(after)) : log.find(EventCursor.parse(after));
    }

    private EventCursor before(long count) {
        return log.find(new EventCursor(Math.max(0, log.last() - count), null));
    }

    private final class Tail extends LinesBody {
        private long position;

        private Tail(long start, boolean following) {
            super(log.followers(), following);
            position = start;
        }

        @Override
        protected String nextLines() {
            StringBuilder lines = new StringBuilder();
            for (ChangeEvent event : log.after(position, EVENTS_AT_ONCE)) {
                lines.append(EventJson.line(event));
                position = event.sequence();
            }
            return lines.toString();
        }

        @Override
        protected boolean hasMore() {
            return log.last() > position;
        }

        @Override
        protected boolean isAtEnd() {
            return log.isClosed();
        }
    }
}
