package dev.nephelite.function.log;

import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.http.tail.TailBody;
import dev.nephelite.emulator.http.tail.TailBody.Lines;
import dev.nephelite.emulator.http.tail.TailFormat;
import dev.nephelite.emulator.http.tail.TailQuery;
import org.jspecify.annotations.Nullable;

/**
 * Serves the log as one JSON object per line, from the line after {@code ?after=NUMBER}, or from the oldest one that is
 * stored. With {@code follow=true}, the response continues with new lines until the client disconnects; an empty line
 * now and then shows that the connection is alive. A client that accepts {@code text/event-stream} gets the same objects as
 * server-sent events.
 */
public final class LogStream implements Handler.Synchronous {
    private final LogHistory history;

    public LogStream(LogHistory history) {
        this.history = history;
    }

    @Override
    public Response handle(HttpRequest request) {
        return TailQuery.answer(request, false, this::response);
    }

    /**
     * The response with the lines that {@code query} asks for. Its {@code last} is ignored.
     *
     * @throws IllegalArgumentException if its position is invalid; the message is for the client
     */
    public Response response(TailQuery query) {
        TailFormat format = query.format();
        return Response.of(200)
                .header("Content-Type", format.contentType())
                .body(new TailBody(
                        history.tail(), position -> lines(position, format), start(query), query.following()));
    }

    private long start(TailQuery query) {
        @Nullable String after = query.after();
        try {
            return after == null ? 0 : history.known(TailQuery.number(after));
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("after=" + after + " is not the number of a line.", notANumber);
        }
    }

    private Lines lines(long after, TailFormat format) {
        StringBuilder text = new StringBuilder();
        long position = after;
        for (LogEntry line : history.after(after)) {
            text.append(format.line(line.number(), line.json()));
            position = line.number();
        }
        return new Lines(text.toString(), position);
    }
}
