package dev.nephelite.function.apps;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueClientBuilder;
import com.azure.storage.queue.QueueMessageEncoding;
import dev.nephelite.cloud.FunctionApp;
import dev.nephelite.function.FunctionHost;
import dev.nephelite.function.worker.LogLevel;
import dev.nephelite.program.Events;
import dev.nephelite.program.Nephelite;
import dev.nephelite.testing.TemporaryCloud;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** One of the apps on a host, beside cloud of its own. */
final class HostedApp implements AutoCloseable {
    /** Lasts until the build cleans up, so that Maven says only once what an app depends on. */
    private static final Path CACHE = Path.of("target", "apps");

    final Events events;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final TemporaryCloud cloud;
    private final FunctionHost host;

    /** Runs the app in {@code folder}, which is of either form. */
    HostedApp(Path folder) throws IOException, InterruptedException {
        FunctionApp app = FunctionApp.in(folder).cache(CACHE).environment(System.getenv());
        cloud = new TemporaryCloud(
                builder -> builder.functions(app).functionPort(0).shareProcess().log(line -> {
                    if (line.level() == LogLevel.WARNING) {
                        warnings.add(line.message());
                    }
                }));
        host = cloud.functionHost();
        events = Events.after(0, cloud.blobEndpoint());
    }

    /** The project of that app, with its sources. */
    static Path project(String name) {
        return Nephelite.HOME.resolve("integration-tests").resolve("apps").resolve(name);
    }

    /** What the plugin made of it. */
    static Path staged(String name) {
        return project(name).resolve("target").resolve("azure-functions").resolve(name + "-app");
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path, "");
    }

    HttpResponse<String> send(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(host.url() + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    HttpResponse<String> upload(String method, String path, String contentType, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(host.url() + path))
                .header("Content-Type", contentType)
                .method(method, BodyPublishers.ofByteArray(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    /** What the host has warned of. */
    List<String> warnings() {
        return List.copyOf(warnings);
    }

    BlobContainerClient container(String name) {
        return new BlobServiceClientBuilder()
                .connectionString(cloud.connectionString())
                .buildClient()
                .getBlobContainerClient(name);
    }

    /** A queue with messages in Base64, which is what functions read and write unless told otherwise. */
    QueueClient queue(String name) {
        return new QueueClientBuilder()
                .connectionString(cloud.connectionString())
                .queueName(name)
                .messageEncoding(QueueMessageEncoding.BASE64)
                .buildClient();
    }

    @Override
    public void close() {
        events.close();
        cloud.close();
    }
}
