package dev.nephelite.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The change events of a running program, from the beginning of its data or from a certain one on. */
public final class Events implements AutoCloseable {
    /** Ends a test that hangs; no assertion depends on it. */
    private static final long HANG_SECONDS = 240;

    private final BlockingQueue<JsonNode> unread = new LinkedBlockingQueue<>();
    private final Stream<String> lines;

    private Events(Stream<String> lines) {
        this.lines = lines;
    }

    /** All events. */
    public static Events of(Nephelite nephelite) throws IOException, InterruptedException {
        return after(0, nephelite);
    }

    /** The events after the one with that sequence. */
    public static Events after(long sequence, Nephelite nephelite) throws IOException, InterruptedException {
        return after(sequence, nephelite.blob());
    }

    /** The events after the one with that sequence, of the server that has that endpoint. */
    public static Events after(long sequence, String endpoint) throws IOException, InterruptedException {
        URI stream = URI.create(endpoint).resolve("/_nephelite/events?after=" + sequence);
        HttpResponse<Stream<String>> response =
                HttpClient.newHttpClient().send(HttpRequest.newBuilder(stream).build(), BodyHandlers.ofLines());
        Events events = new Events(response.body());
        Thread reader = new Thread(events::read, "events");
        reader.setDaemon(true);
        reader.start();
        return events;
    }

    /** Waits until a blob has been written, from where the last waiting ended, and returns that event. */
    public JsonNode awaitBlob(String container, String blob) throws InterruptedException {
        return await(
                "Microsoft.Storage.BlobCreated", "/blobServices/default/containers/" + container + "/blobs/" + blob);
    }

    /** Waits until a message has been put into a queue, from where the last waiting ended, and returns that event. */
    public JsonNode awaitMessage(String queue) throws InterruptedException {
        return await("Nephelite.Queue.MessageEnqueued", "/queueServices/default/queues/" + queue + "/messages/");
    }

    /** Waits for the next event, whatever it is. */
    public JsonNode next() throws InterruptedException {
        @Nullable JsonNode event = unread.poll(HANG_SECONDS, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("no event");
        }
        return event;
    }

    @Override
    public void close() {
        lines.close();
    }

    private JsonNode await(String type, String subject) throws InterruptedException {
        while (true) {
            @Nullable JsonNode event = unread.poll(HANG_SECONDS, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("no event " + type + " of " + subject);
            }
            if (event.path("type").asText().equals(type)
                    && event.path("subject").asText().startsWith(subject)) {
                return event;
            }
        }
    }

    private void read() {
        ObjectMapper mapper = new ObjectMapper();
        try {
            lines.filter(line -> !line.isEmpty()).forEach(line -> unread.add(parse(mapper, line)));
        } catch (UncheckedIOException closed) {
            // The program has ended, or the test is over.
        }
    }

    private static JsonNode parse(ObjectMapper mapper, String line) {
        try {
            return mapper.readTree(line);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }
}
