package dev.nephelite.function.log;

import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.http.TailBody;
import dev.nephelite.emulator.http.TailBody.Lines;
import org.jspecify.annotations.Nullable;

/**
 * Serves the log as one JSON object per line, from the line after {@code ?after=NUMBER}, or from the oldest one that is
 * stored. With {@code follow=true}, the response continues with new lines until the client disconnects; an empty line
 * now and then shows that the connection is alive.
 */
public final class LogStream implements Handler.Synchronous {
    private final LogHistory history;

    public LogStream(LogHistory history) {
        this.history = history;
    }

    @Override
    public Response handle(HttpRequest request) {
        QueryParameters queryParameters = QueryParameters.parseLeniently(request.rawQuery());
        @Nullable String after = queryParameters.get("after");
        try {
            long start = after == null ? 0 : Long.parseLong(after);
            return Response.of(200)
                    .header("Content-Type", "application/x-ndjson")
                    .body(new TailBody(
                            history.tail(), this::lines, start, "true".equals(queryParameters.get("follow"))));
        } catch (NumberFormatException notANumber) {
            return Response.of(400)
                    .header("Content-Type", "text/plain; charset=utf-8")
                    .body(Body.text("after=" + after + " is not the number of a line.\n"));
        }
    }

    private Lines lines(long after) {
        StringBuilder text = new StringBuilder();
        long position = after;
        for (LogEntry line : history.after(after)) {
            text.append(line.json()).append('\n');
            position = line.number();
        }
        return new Lines(text.toString(), position);
    }
}
