package dev.nephelite.emulator.http.tail;

import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.http.Response;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What part of a growing sequence a client asks for, and how it is sent.
 *
 * @param after the position after which to begin, as the client wrote it; null if it named none
 * @param last how many lines before the end to begin, as the client wrote it; null if it named none
 * @param following whether the response continues with new lines
 */
public record TailQuery(@Nullable String after, @Nullable String last, boolean following, TailFormat format) {
    /**
     * Reads the parameters {@code after}, {@code last} and {@code follow}, and the header {@code Accept}. A client of
     * server-sent events that reconnects names its position by {@code Last-Event-ID}, which takes precedence.
     *
     * @param followsByDefault the meaning of a missing {@code follow}
     * @throws IllegalArgumentException if {@code follow} is invalid; the message is for the client
     */
    static TailQuery of(HttpRequest request, boolean followsByDefault) {
        QueryParameters parameters = QueryParameters.parseLeniently(request.rawQuery());
        TailFormat format = TailFormat.acceptedBy(request);
        @Nullable
        String resumed =
                format == TailFormat.SERVER_SENT_EVENTS ? request.headers().get("Last-Event-ID") : null;
        return new TailQuery(
                resumed == null ? parameters.get("after") : resumed,
                resumed == null ? parameters.get("last") : null,
                follows(parameters.get("follow"), followsByDefault),
                format);
    }

    private static boolean follows(@Nullable String follow, boolean byDefault) {
        if (follow == null) {
            return byDefault;
        }
        if (!follow.equals("true") && !follow.equals("false")) {
            throw new IllegalArgumentException("follow=" + follow + " is neither true nor false.");
        }
        return follow.equals("true");
    }

    /**
     * Reads the parameters of a client that follows by default if and only if it asks for server-sent events.
     *
     * @throws IllegalArgumentException if {@code follow} is invalid; the message is for the client
     */
    public static TailQuery of(HttpRequest request) {
        return of(request, TailFormat.acceptedBy(request) == TailFormat.SERVER_SENT_EVENTS);
    }

    /**
     * Answers a request, or refuses its parameters with 400.
     *
     * @param followsByDefault the meaning of a missing {@code follow}
     * @param answer throws an {@link IllegalArgumentException} if a position is invalid; the message is for the client
     */
    public static Response answer(HttpRequest request, boolean followsByDefault, Function<TailQuery, Response> answer) {
        try {
            return answer.apply(of(request, followsByDefault));
        } catch (IllegalArgumentException invalid) {
            return Response.of(400)
                    .header("Content-Type", "text/plain; charset=utf-8")
                    .body(Body.text(invalid.getMessage() + "\n"));
        }
    }

    /** The same, except that a client that names no position begins with the oldest line that is stored. */
    public TailQuery fromOldest() {
        return after == null && last == null ? new TailQuery("0", null, following, format) : this;
    }

    /**
     * Reads a number of lines, or that of a line.
     *
     * @throws NumberFormatException if it is negative, or no number
     */
    public static long number(String text) {
        long number = Long.parseLong(text);
        if (number < 0) {
            throw new NumberFormatException("negative: " + text);
        }
        return number;
    }
}
