package dev.nephelite.function.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An Event Grid topic, local or remote. Safe for concurrent use.
 *
 * @see <a href="https://learn.microsoft.com/azure/event-grid/post-to-custom-topic">Publish events to custom topics</a>
 */
public final class EventGridTopic {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int MAX_EXPLANATION_LENGTH = 500;

    private final HttpClient http;
    private final URI endpoint;
    private final @Nullable String key;

    EventGridTopic(HttpClient http, URI endpoint, @Nullable String key) {
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
        HttpRequest.Builder request = HttpRequest.newBuilder(versioned())
                .header("Content-Type", contentType)
                .timeout(TIMEOUT)
                .POST(BodyPublishers.ofString(events));
        if (key != null) {
            request.header("aeg-sas-key", key);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new RemoteStorageException(
                        response.statusCode(),
                        "",
                        "%s answered %d. %s"
                                .formatted(endpoint, response.statusCode(), truncated(response.body()))
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
