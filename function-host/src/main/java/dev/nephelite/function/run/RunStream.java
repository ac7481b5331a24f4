package dev.nephelite.function.run;

import dev.nephelite.emulator.http.Body;
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

    /**
     * The response with the newest runs that have a smaller number than {@code before}, of which {@code query} says how many.
     *
     * @throws IllegalArgumentException if that is invalid; the message is for the client
     */
    public Response before(String before, TailQuery query, RunFilter filter) {
        @Nullable String last = query.last();
        if (last == null || query.following()) {
            throw new IllegalArgumentException("before=" + before + " needs last=COUNT, and no follow=true.");
        }
        List<RunSummary> found =
                runs.before(number("before", before), filter, (int) Math.min(number("last", last), Integer.MAX_VALUE));
        return Response.of(200)
                .header("Content-Type", query.format().contentType())
                .body(Body.text(text(found, query.format())));
    }

    private static String text(List<RunSummary> runs, TailFormat format) {
        StringBuilder text = new StringBuilder();
        for (RunSummary run : runs) {
            text.append(format.line(run.number(), run.json()));
        }
        return text.toString();
    }

    private long start(TailQuery query, RunFilter filter) {
        @Nullable String last = query.last();
        if (last != null) {
            List<RunSummary> newest = runs.newest(filter, (int) Math.min(number("last", last), Integer.MAX_VALUE));
            return newest.isEmpty() ? runs.last() : newest.get(0).number() - 1;
        }
        long after = query.after() == null ? 0 : number("after", query.after());
        // A number that no run has had yet is of an earlier program.
        return after > runs.last() ? 0 : after;
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
        // Otherwise runs that nobody wants would be looked at again and again.
        boolean all = found.size() < AT_ONCE;
        long position = found.isEmpty() ? after : found.get(found.size() - 1).number();
        return new Lines(text(found, format), all ? Math.max(position, newest) : position);
    }
}
