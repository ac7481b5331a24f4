package dev.nephelite.function.client;

import dev.nephelite.emulator.http.Headers;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An Event Grid topic, local or remote. Thread-safe.
 *
 * @see <a href="https://learn.microsoft.com/azure/event-grid/post-to-custom-topic">Publish events to custom topics</a>
 */
public final class EventGridTopic {
    private static final int MAX_EXPLANATION_LENGTH = 500;

    private final HttpTransport http;
    private final URI endpoint;
    private final @Nullable String key;

    EventGridTopic(HttpTransport http, URI endpoint, @Nullable String key) {
        this.http = http;
        this.endpoint = endpoint;
        this.key = key;
    }

    /**
     * Posts events and waits until the topic has accepted them.
     *
     * @param events a JSON array
     * @throws RemoteStorageException if the topic refuses the events or cannot be reached
     */
    public void publish(String events, String contentType) {
        Headers.Builder headers = new Headers.Builder().add("Content-Type", contentType);
        if (key != null) {
            headers.add("aeg-sas-key", key);
        }
        try {
            HttpReply reply = http.send(new HttpTransport.Request(
                    "POST",
                    versioned(),
                    headers.build(),
                    events.getBytes(StandardCharsets.UTF_8),
                    StorageEndpoint.TIMEOUT));
            if (reply.status() / 100 != 2) {
                throw new RemoteStorageException(
                        reply.status(),
                        "",
                        "%s answered %s. %s"
                                .formatted(
                                        endpoint,
                                        reply.status(),
                                        truncated(new String(reply.body(), StandardCharsets.UTF_8)))
                                .strip());
            }
        } catch (IOException unreachable) {
            throw new RemoteStorageException(
                    "the topic at " + endpoint + " is not reachable. Is it running?", unreachable);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new RemoteStorageException("the host is stopping.", stopping);
        }
    }

    private URI versioned() {
        return endpoint.getRawQuery() == null ? URI.create(endpoint + "?api-version=2018-01-01") : endpoint;
    }

    private static String truncated(String explanation) {
        return explanation.substring(0, Math.min(explanation.length(), MAX_EXPLANATION_LENGTH));
    }
}
