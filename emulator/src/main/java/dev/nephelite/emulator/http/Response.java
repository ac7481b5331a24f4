package dev.nephelite.emulator.http;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A response under construction, which a handler returns to the {@code HttpServer}. Not thread-safe. */
public final class Response {
    private static final Pattern NOT_PRINTABLE = Pattern.compile("[^ -~]");

    /** The server cannot send a status line that is longer than its buffer, and messages may repeat what a client sent. */
    private static final int MAX_REASON_LENGTH = 1_000;

    private final int status;
    private final List<Header> headers = new ArrayList<>();
    private Body body = Body.EMPTY;
    private @Nullable String reason;

    private Response(int status) {
        this.status = status;
    }

    public static Response of(int status) {
        return new Response(status);
    }

    /** Adds a header, even if there is one of that name; does nothing if {@code value} is null. */
    public Response header(String name, @Nullable Object value) {
        if (value != null) {
            headers.add(new Header(name, value.toString()));
        }
        return this;
    }

    public Response body(Body content) {
        body = content;
        return this;
    }

    /**
     * Sets the reason phrase, which some client libraries show. Characters that are not allowed there become question
     * marks, and a long phrase is cut.
     */
    public Response reason(String phrase) {
        String start = phrase.substring(0, Math.min(phrase.length(), MAX_REASON_LENGTH));
        reason = NOT_PRINTABLE.matcher(start).replaceAll("?");
        return this;
    }

    public int status() {
        return status;
    }

    public List<Header> headers() {
        return headers;
    }

    public boolean has(String name) {
        for (Header header : headers) {
            if (header.name().equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    public Body body() {
        return body;
    }

    public @Nullable String reason() {
        return reason;
    }

    /** One line of a response's head. */
    public record Header(String name, String value) {}
}
