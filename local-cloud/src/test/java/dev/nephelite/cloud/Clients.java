package dev.nephelite.cloud;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueClientBuilder;
import com.azure.storage.queue.QueueMessageEncoding;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;

/** What applications use to reach a cloud. */
final class Clients {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Clients() {}

    /** The functions of {@link LetterFunctions}. */
    static FunctionApp letters() {
        return FunctionApp.ofClasses(classes()).only(List.of("answer", "collect", "deliver", "greet", "wait"));
    }

    /** The folder that the compiler wrote the classes of these tests to. */
    static Path classes() {
        try {
            return Path.of(Clients.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException noFolder) {
            throw new IllegalStateException(noFolder);
        }
    }

    /** A container, which is created if it is missing. */
    static BlobContainerClient container(LocalCloud cloud, String name) {
        BlobContainerClient container = new BlobServiceClientBuilder()
                .connectionString(cloud.connectionString())
                .buildClient()
                .getBlobContainerClient(name);
        container.createIfNotExists();
        return container;
    }

    /** A queue, which is created if it is missing. */
    static QueueClient queue(LocalCloud cloud, String name) {
        QueueClient queue = new QueueClientBuilder()
                .connectionString(cloud.connectionString())
                .queueName(name)
                .messageEncoding(QueueMessageEncoding.BASE64)
                .buildClient();
        queue.createIfNotExists();
        return queue;
    }

    static HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }
}
