package dev.nephelite.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.models.ParallelTransferOptions;
import com.azure.storage.blob.options.BlobParallelUploadOptions;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueServiceClientBuilder;
import dev.nephelite.emulator.tls.ServerCertificate;
import dev.nephelite.testing.TemporaryCloud;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Random;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HttpsSdkTest {
    private static final int LARGE = 20 * 1024 * 1024 + 1;

    private final ServerCertificate certificate;
    private final TemporaryCloud cloud;
    private final HttpClient http;

    HttpsSdkTest(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("localhost.pfx");
        try (InputStream resource = HttpsSdkTest.class.getResourceAsStream("/dev/nephelite/localhost.pfx")) {
            Files.copy(Objects.requireNonNull(resource), file);
        }
        certificate = ServerCertificate.fromPkcs12(file, "secret");
        cloud = new TemporaryCloud(builder -> builder.certificate(certificate));
        http = new JdkHttpClientBuilder(java.net.http.HttpClient.newBuilder().sslContext(certificate.forClients()))
                .build();
    }

    private BlobContainerClient container;

    @BeforeEach
    void create() {
        BlobServiceClient service = new BlobServiceClientBuilder()
                .httpClient(http)
                .connectionString(cloud.connectionString())
                .buildClient();
        container = service.createBlobContainer("photos");
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void the_endpoints_say_that_it_is_HTTPS() {
        assertThat(container.getBlobContainerUrl()).startsWith("https://127.0.0.1:");
    }

    @Test
    void a_large_blob_goes_up_and_comes_down_unchanged() {
        byte[] content = new byte[LARGE];
        new Random(1).nextBytes(content);
        BlobClient blob = container.getBlobClient("large");

        blob.uploadWithResponse(
                new BlobParallelUploadOptions(BinaryData.fromBytes(content))
                        .setParallelTransferOptions(
                                new ParallelTransferOptions().setMaxSingleUploadSizeLong(64L * LARGE)),
                null,
                null);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        blob.downloadStream(whole);

        assertThat(whole.toByteArray()).isEqualTo(content);
    }

    @Test
    void a_message_goes_through_a_queue() {
        QueueClient queue = new QueueServiceClientBuilder()
                .httpClient(http)
                .connectionString(cloud.connectionString())
                .buildClient()
                .createQueue("orders");

        queue.sendMessage("one");

        assertThat(queue.receiveMessage().getBody().toString()).isEqualTo("one");
    }

    @Test
    void who_does_not_know_the_certificate_does_not_trust_it() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(container.getBlobContainerUrl()))
                .build();

        assertThatThrownBy(() -> java.net.http.HttpClient.newHttpClient().send(request, BodyHandlers.discarding()))
                .isInstanceOf(SSLHandshakeException.class);
    }
}
