package dev.nephelite.emulator.http.tail;

import dev.nephelite.emulator.http.HttpRequest;
import java.util.Locale;

/** How the lines of a growing sequence are sent, each of which is a JSON object. */
public enum TailFormat {
    /** One object a line. */
    JSON_LINES("application/x-ndjson") {
        @Override
        public String line(Object position, String json) {
            return json + "\n";
        }
    },

    /**
     * <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent events</a>. The id of an event is
     * the position after it, which a client that reconnects sends back.
     */
    SERVER_SENT_EVENTS("text/event-stream") {
        @Override
        public String line(Object position, String json) {
            return "id: " + position + "\ndata: " + json + "\n\n";
        }
    };

    private final String contentType;

    TailFormat(String contentType) {
        this.contentType = contentType;
    }

    /** The format that the client accepts: JSON lines, unless it asks for server-sent events. */
    static TailFormat acceptedBy(HttpRequest request) {
        boolean events = request.headers().all("Accept").stream()
                .anyMatch(types -> types.toLowerCase(Locale.ROOT).contains(SERVER_SENT_EVENTS.contentType));
        return events ? SERVER_SENT_EVENTS : JSON_LINES;
    }

    /** The value of {@code Content-Type}. */
    public String contentType() {
        return contentType;
    }

    /**
     * Formats one line.
     *
     * @param position with which a client continues after it
     * @param json an object without line breaks
     */
    public abstract String line(Object position, String json);
}
