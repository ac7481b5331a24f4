package dev.nephelite.emulator.event;

import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.BodySink;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Query;
import dev.nephelite.emulator.http.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
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
    public static final String PATH = "/_nephelite/events";

    /** Names the header with the position that the stream begins at. */
    private static final String AFTER = "Nephelite-After";

    private static final String LATEST = "latest";
    private static final int EVENTS_AT_ONCE = 256;
    private static final long SECONDS_BETWEEN_SIGNS_OF_LIFE = 10;

    private final EventLog log;

    public EventStream(EventLog log) {
        this.log = log;
    }

    @Override
    public Response handle(HttpRequest request) {
        Query query = Query.parseLeniently(request.rawQuery());
        @Nullable String after = query.get("after");
        @Nullable String last = query.get("last");
        try {
            EventPosition start = last == null ? start(after == null ? LATEST : after) : before(Long.parseLong(last));
            return Response.of(200)
                    .header("Content-Type", "application/x-ndjson")
                    .header(AFTER, start)
                    .body(new Tail(start.sequence(), !"false".equals(query.get("follow"))));
        } catch (IllegalArgumentException | DateTimeException neither) {
            return Response.of(400)
                    .header("Content-Type", "text/plain; charset=utf-8")
                    .body(Body.text("after=" + after + " is neither the sequence of an event nor a time nor \"latest\","
                            + " or last=" + last + " is not a number of events.\n"));
        }
    }

    private EventPosition start(String after) {
        if (after.equals(LATEST)) {
            return log.find(new EventPosition(log.last(), null));
        }
        return after.contains("T") ? log.before(Instant.parse(after)) : log.find(EventPosition.parse(after));
    }

    private EventPosition before(long count) {
        return log.find(new EventPosition(Math.max(0, log.last() - count), null));
    }

    private final class Tail implements Body {
        private final boolean following;
        private long position;

        private Tail(long start, boolean following) {
            position = start;
            this.following = following;
        }

        @Override
        public long length() {
            return -1;
        }

        @Override
        public void writeTo(BodySink sink) throws IOException {
            try {
                write(sink, "\n");
                while (!following && log.last() > position) {
                    writeEvents(sink);
                }
                while (following && !log.isClosed()) {
                    if (log.awaitAfter(position, SECONDS_BETWEEN_SIGNS_OF_LIFE)) {
                        writeEvents(sink);
                    } else {
                        write(sink, "\n");
                    }
                }
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        }

        private void writeEvents(BodySink sink) throws IOException {
            List<ChangeEvent> events = log.after(position, EVENTS_AT_ONCE);
            StringBuilder lines = new StringBuilder();
            for (ChangeEvent event : events) {
                lines.append(EventJson.line(event));
                position = event.sequence();
            }
            write(sink, lines.toString());
        }

        private void write(BodySink sink, String lines) throws IOException {
            byte[] bytes = lines.getBytes(StandardCharsets.UTF_8);
            sink.write(bytes, 0, bytes.length);
            sink.flush();
        }
    }
}
