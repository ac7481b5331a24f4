package dev.nephelite.benchmark.server;

import dev.nephelite.benchmark.load.Load;
import dev.nephelite.benchmark.load.LoadGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * The storage services of a running server. Sends single requests, which are not measured, and describes the loads that are.
 */
public final class Storage {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final int NOT_FOUND = 404;
    private static final String MESSAGE_COUNT = "x-ms-approximate-messages-count";

    private final String signature = Signatures.query();
    private final HttpClient client = HttpClient.newHttpClient();
    private final LoadGenerator loads;
    private final Server.Ports ports;
    private final long pid;

    Storage(LoadGenerator loads, Server.Ports ports, long pid) {
        this.loads = loads;
        this.ports = ports;
        this.pid = pid;
    }

    /** The URL of the account in the Blob service. */
    public String blobUrl() {
        return url(ports.blob());
    }

    /** The URL of the account in the Queue service. */
    public String queueUrl() {
        return url(ports.queue());
    }

    /** A query that permits all operations. */
    public String signature() {
        return signature;
    }

    private static String url(int port) {
        return "http://127.0.0.1:" + port + "/" + Signatures.ACCOUNT;
    }

    public void createContainer(String container) {
        require(send("PUT", ports.blob(), container, "restype=container"));
    }

    public void deleteContainer(String container) {
        require(send("DELETE", ports.blob(), container, "restype=container"));
    }

    public void deleteBlob(String container, String blob) {
        require(send("DELETE", ports.blob(), container + "/" + blob, ""));
    }

    public void createQueue(String queue) {
        require(send("PUT", ports.queue(), queue, ""));
    }

    public void deleteQueue(String queue) {
        require(send("DELETE", ports.queue(), queue, ""));
    }

    /** The number of messages that the server reports, or 0 if the queue does not exist. */
    public long messages(String queue) {
        HttpResponse<String> response = send("GET", ports.queue(), queue, "comp=metadata");
        return response.statusCode() == NOT_FOUND
                ? 0
                : require(response)
                        .headers()
                        .firstValueAsLong(MESSAGE_COUNT)
                        .orElseThrow(() -> new IllegalStateException("no " + MESSAGE_COUNT));
    }

    /** One request per blob. The load determines the names of the blobs by their index. */
    public Load blobs(String method, String container) {
        return onBlobs("blobs", container + "/").method(method);
    }

    /** List Blobs, page by page. */
    public Load list(String container) {
        return onBlobs("list", container);
    }

    /** Uploads or downloads one large blob, or stages or commits its blocks. */
    public Load large(String mode, String container, String blob) {
        return onBlobs(mode, container + "/" + blob);
    }

    /** Puts messages, reads or drains a queue, or puts, receives and deletes each message. */
    public Load messages(String mode, String queue) {
        return signed(loads.load(mode, ports.queue()), queue);
    }

    /** Puts messages one at a time. */
    public TimedRequests timedMessages() throws IOException {
        return new TimedRequests(ports.queue(), signature);
    }

    /** Puts blobs one at a time. */
    public TimedRequests timedBlobs() throws IOException {
        return new TimedRequests(ports.blob(), signature);
    }

    /** Connects slow clients: readers of one blob, and writers of others in the same container, who never finish. */
    public SlowClients slowClients(SlowClients.Counts counts, String container, String blob) throws IOException {
        String path = "/" + Signatures.ACCOUNT + "/" + container + "/";
        return new SlowClients(ports.blob(), counts, path + blob, path + "upload-", signature, "/_nephelite/events");
    }

    private Load onBlobs(String mode, String path) {
        return signed(loads.load(mode, ports.blob()), path);
    }

    private Load signed(Load load, String path) {
        return load.path("/" + Signatures.ACCOUNT + "/" + path)
                .signature(signature)
                .server(pid);
    }

    private HttpResponse<String> send(String method, int port, String path, String query) {
        URI uri = URI.create(url(port) + "/" + path + "?" + query + (query.isEmpty() ? "" : "&") + signature);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, BodyPublishers.noBody())
                .header("x-ms-version", Signatures.VERSION)
                .timeout(TIMEOUT)
                .build();
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static HttpResponse<String> require(HttpResponse<String> response) {
        if (response.statusCode() >= 300) {
            throw new IllegalStateException(response.request().method() + " "
                    + response.uri().getPath() + " returned " + response.statusCode() + ": " + response.body());
        }
        return response;
    }
}
