package dev.nephelite.function.run;

import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.http.tail.TailBody;
import dev.nephelite.emulator.http.tail.TailBody.Lines;
import dev.nephelite.emulator.http.tail.TailFormat;
import dev.nephelite.emulator.http.tail.TailQuery;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Serves runs as one JSON object per line: those that are stored, and then, if the client follows, each that begins or ends. A
 * run that was in progress is served again when it has ended.
 */
public record RunStream(RunStore runs) {
    private static final int AT_ONCE = 1_000;

    /**
     * The response with the runs that {@code query} and {@code filter} ask for.
     *
     * @throws IllegalArgumentException if its position is invalid; the message is for the client
     */
    public Response response(TailQuery query, RunFilter filter) {
        TailFormat format = query.format();
        return Response.of(200)
                .header("Content-Type", format.contentType())
                .body(new TailBody(
                        runs.tail(),
                        position -> lines(position, filter, format),
                        start(query, filter),
                        query.following()));
    }

    private long start(TailQuery query, RunFilter filter) {
        @Nullable String last = query.last();
        if (last != null) {
            List<RunSummary> newest = runs.newest(filter, (int) Math.min(number("last", last), Integer.MAX_VALUE));
            return newest.isEmpty() ? runs.last() : newest.get(0).number() - 1;
        }
        return query.after() == null ? 0 : number("after", query.after());
    }

    private static long number(String parameter, String text) {
        try {
            return TailQuery.number(text);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(parameter + "=" + text + " is not a number.", notANumber);
        }
    }

    private Lines lines(long after, RunFilter filter, TailFormat format) {
        long newest = runs.last();
        List<RunSummary> found = runs.after(after, filter, AT_ONCE);
        StringBuilder text = new StringBuilder();
        for (RunSummary run : found) {
            text.append(format.line(run.number(), run.json()));
        }
        // Otherwise runs that nobody wants would be looked at again and again.
        boolean all = found.size() < AT_ONCE;
        long position = found.isEmpty() ? after : found.get(found.size() - 1).number();
        return new Lines(text.toString(), all ? Math.max(position, newest) : position);
    }
}
