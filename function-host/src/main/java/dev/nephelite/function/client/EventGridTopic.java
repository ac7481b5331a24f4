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
 * A topic of Event Grid, wherever it is. Safe for concurrent use.
 *
 * @see <a href="https://learn.microsoft.com/azure/event-grid/post-to-custom-topic">Publish events to custom topics</a>
 */
public final class EventGridTopic {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int LONGEST_EXPLANATION = 500;

    private final HttpClient http;
    private final URI endpoint;
    private final @Nullable String key;

    EventGridTopic(HttpClient http, URI endpoint, @Nullable String key) {
        this.http = http;
        this.endpoint = endpoint;
        this.key = key;
    }

    /**
     * Posts events and waits until they are accepted.
     *
     * @param events an array of JSON
     * @throws RemoteStorageException if they are refused or nobody is there; the message says what and where
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
                                .formatted(endpoint, response.statusCode(), brief(response.body()))
                                .strip());
            }
        } catch (IOException unreachable) {
            throw new RemoteStorageException("nothing answers at " + endpoint + ". Is it running?", unreachable);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new RemoteStorageException("it was interrupted.", stopping);
        }
    }

    private URI versioned() {
        return endpoint.getRawQuery() == null ? URI.create(endpoint + "?api-version=2018-01-01") : endpoint;
    }

    private static String brief(String explanation) {
        return explanation.substring(0, Math.min(explanation.length(), LONGEST_EXPLANATION));
    }
}
