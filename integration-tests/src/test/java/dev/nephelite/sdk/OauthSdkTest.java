package dev.nephelite.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobClientBuilder;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.UserDelegationKey;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueClientBuilder;
import com.azure.storage.queue.QueueServiceClient;
import com.azure.storage.queue.QueueServiceClientBuilder;
import com.azure.storage.queue.models.QueueStorageException;
import com.azure.storage.queue.sas.QueueSasPermission;
import com.azure.storage.queue.sas.QueueServiceSasSignatureValues;
import dev.nephelite.emulator.tls.ServerCertificate;
import dev.nephelite.testing.TemporaryCloud;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** Users who have a token instead of the account's key, over HTTPS. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OauthSdkTest {
    private static final Token OWNER = new Token("11111111-1111-1111-1111-111111111111");
    private static final Token GUEST = new Token("33333333-3333-3333-3333-333333333333");

    private final OffsetDateTime later = OffsetDateTime.now(ZoneOffset.UTC).plusHours(1);
    private final TemporaryCloud cloud;
    private final HttpClient http;

    OauthSdkTest(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("localhost.pfx");
        try (InputStream resource = OauthSdkTest.class.getResourceAsStream("/dev/nephelite/localhost.pfx")) {
            Files.copy(Objects.requireNonNull(resource), file);
        }
        ServerCertificate certificate = ServerCertificate.fromPkcs12(file, "secret");
        cloud = new TemporaryCloud(builder -> builder.certificate(certificate));
        http = new JdkHttpClientBuilder(java.net.http.HttpClient.newBuilder().sslContext(certificate.forClients()))
                .build();
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void a_user_does_with_a_token_what_the_owner_does_with_the_key() {
        BlobContainerClient container = blobs(OWNER).createBlobContainer("photos");
        container.getBlobClient("cat").upload(BinaryData.fromString("miau"));
        queues(OWNER).createQueue("orders").sendMessage("one");

        assertThat(container.listBlobs()).hasSize(1);
        assertThat(queues(OWNER).getQueueClient("orders").receiveMessage().getBody())
                .hasToString("one");
    }

    @Test
    void a_token_that_is_none_is_refused() {
        assertThatExceptionOfType(BlobStorageException.class)
                .isThrownBy(() -> blobs(request -> Mono.just(new AccessToken("none", later)))
                        .createBlobContainer("photos"))
                .returns(403, BlobStorageException::getStatusCode)
                .returns(BlobErrorCode.AUTHENTICATION_FAILED, BlobStorageException::getErrorCode);
    }

    @Test
    void a_signature_with_a_lent_key_opens_a_blob_and_nothing_else() {
        BlobContainerClient container = blobs(OWNER).createBlobContainer("photos");
        BlobClient cat = container.getBlobClient("a/cat ü+%.txt");
        cat.upload(BinaryData.fromString("miau"));
        container.getBlobClient("dog").upload(BinaryData.fromString("wau"));
        UserDelegationKey key = blobs(OWNER).getUserDelegationKey(null, later);

        String sas = cat.generateUserDelegationSas(
                new BlobServiceSasSignatureValues(later, new BlobSasPermission().setReadPermission(true))
                        .setContentType("text/special"),
                key);

        assertThat(signed(cat, sas, null).downloadContent()).hasToString("miau");
        assertThat(signed(cat, sas, null).getProperties().getContentType()).isEqualTo("text/special");
        assertForbidden(signed(container.getBlobClient("dog"), sas, null));
    }

    @Test
    void a_signature_for_a_container_opens_all_that_is_in_it() {
        BlobContainerClient container = blobs(OWNER).createBlobContainer("photos");
        BlobClient cat = container.getBlobClient("cat");
        OffsetDateTime start = OffsetDateTime.now(ZoneOffset.UTC).minusMinutes(5);
        UserDelegationKey key = blobs(OWNER).getUserDelegationKey(start, later);

        String sas = container.generateUserDelegationSas(
                new BlobServiceSasSignatureValues(later, BlobContainerSasPermission.parse("rcwl")), key);
        signed(cat, sas, null).upload(BinaryData.fromString("miau"));

        assertThat(cat.downloadContent()).hasToString("miau");
    }

    @Test
    void a_signature_for_one_further_user_opens_the_blob_to_nobody_else() {
        BlobClient cat = blobs(OWNER).createBlobContainer("photos").getBlobClient("cat");
        cat.upload(BinaryData.fromString("miau"));
        UserDelegationKey key = blobs(OWNER).getUserDelegationKey(null, later);

        String sas = cat.generateUserDelegationSas(
                new BlobServiceSasSignatureValues(later, new BlobSasPermission().setReadPermission(true))
                        .setDelegatedUserObjectId(GUEST.user()),
                key);

        assertThat(signed(cat, sas, GUEST).downloadContent()).hasToString("miau");
        assertForbidden(signed(cat, sas, OWNER));
        assertForbidden(signed(cat, sas, null));
    }

    @Test
    void a_signature_with_a_lent_key_opens_a_queue() {
        QueueClient queue = queues(OWNER).createQueue("orders");
        com.azure.storage.queue.models.UserDelegationKey key = queues(OWNER).getUserDelegationKey(null, later);

        String sas = queue.generateUserDelegationSas(
                new QueueServiceSasSignatureValues(later, QueueSasPermission.parse("a")), key);
        QueueClient signed = new QueueClientBuilder()
                .httpClient(http)
                .endpoint(queue.getQueueUrl())
                .sasToken(sas)
                .buildClient();
        signed.sendMessage("one");

        assertThat(queue.receiveMessage().getBody()).hasToString("one");
        assertThatExceptionOfType(QueueStorageException.class)
                .isThrownBy(signed::receiveMessage)
                .returns(403, QueueStorageException::getStatusCode);
    }

    private BlobServiceClient blobs(TokenCredential token) {
        return new BlobServiceClientBuilder()
                .httpClient(http)
                .endpoint(endpoint("BlobEndpoint="))
                .credential(token)
                .buildClient();
    }

    private QueueServiceClient queues(TokenCredential token) {
        return new QueueServiceClientBuilder()
                .httpClient(http)
                .endpoint(endpoint("QueueEndpoint="))
                .credential(token)
                .buildClient();
    }

    private String endpoint(String setting) {
        String connection = cloud.connectionString();
        int start = connection.indexOf(setting) + setting.length();
        return connection.substring(start, connection.indexOf(';', start));
    }

    private BlobClient signed(BlobClient blob, String sas, @Nullable TokenCredential token) {
        BlobClientBuilder builder = new BlobClientBuilder().httpClient(http).endpoint(blob.getBlobUrl() + "?" + sas);
        return token == null ? builder.buildClient() : builder.credential(token).buildClient();
    }

    private static void assertForbidden(BlobClient blob) {
        assertThatExceptionOfType(BlobStorageException.class)
                .isThrownBy(blob::downloadContent)
                .returns(403, BlobStorageException::getStatusCode);
    }
}
