package dev.nephelite.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobClientBuilder;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.models.BlobAccessPolicy;
import com.azure.storage.blob.models.BlobContainerAccessPolicies;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobSignedIdentifier;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.PublicAccessType;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueClientBuilder;
import com.azure.storage.queue.models.QueueAccessPolicy;
import com.azure.storage.queue.models.QueueSignedIdentifier;
import com.azure.storage.queue.models.QueueStorageException;
import com.azure.storage.queue.sas.QueueServiceSasSignatureValues;
import dev.nephelite.testing.TemporaryCloud;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ContainerAccessSdkTest {
    private final TemporaryCloud cloud = new TemporaryCloud();
    private final BlobServiceClient service = cloud.blobs();
    private final BlobContainerClient container = service.getBlobContainerClient("photos");
    private final OffsetDateTime inAnHour =
            OffsetDateTime.now(ZoneOffset.UTC).plusHours(1).truncatedTo(ChronoUnit.SECONDS);

    @BeforeEach
    void create() {
        container.create();
        container.getBlobClient("cat.jpg").upload(BinaryData.fromString("miau"));
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void a_policy_is_told_as_it_was_set() {
        container.setAccessPolicy(PublicAccessType.BLOB, List.of(policy("readers", "r")));

        BlobContainerAccessPolicies told = container.getAccessPolicy();
        assertThat(told.getBlobAccessType()).isEqualTo(PublicAccessType.BLOB);
        assertThat(told.getIdentifiers()).singleElement().satisfies(identifier -> {
            assertThat(identifier.getId()).isEqualTo("readers");
            assertThat(identifier.getAccessPolicy().getPermissions()).isEqualTo("r");
            assertThat(identifier.getAccessPolicy().getExpiresOn()).isEqualTo(inAnHour);
        });
    }

    @Test
    void a_signature_opens_what_its_policy_says_as_long_as_there_is_the_policy() {
        container.setAccessPolicy(null, List.of(policy("readers", "r")));
        String sas = container.generateSas(new BlobServiceSasSignatureValues("readers"));
        BlobClient signed = new BlobClientBuilder()
                .endpoint(container.getBlobClient("cat.jpg").getBlobUrl())
                .sasToken(sas)
                .buildClient();

        assertThat(signed.downloadContent().toString()).isEqualTo("miau");
        assertThatExceptionOfType(BlobStorageException.class)
                .isThrownBy(signed::delete)
                .returns(403, BlobStorageException::getStatusCode);

        container.setAccessPolicy(null, List.of());
        assertThatExceptionOfType(BlobStorageException.class)
                .isThrownBy(signed::downloadContent)
                .returns(403, BlobStorageException::getStatusCode);
    }

    @Test
    void everybody_lists_and_reads_what_is_in_a_container_that_is_open() {
        container.setAccessPolicy(PublicAccessType.CONTAINER, List.of());
        BlobContainerClient anybody = new BlobContainerClientBuilder()
                .endpoint(container.getBlobContainerUrl())
                .buildClient();

        assertThat(anybody.listBlobs()).extracting(BlobItem::getName).containsExactly("cat.jpg");
        assertThat(anybody.getBlobClient("cat.jpg").downloadContent().toString())
                .isEqualTo("miau");
        assertThat(anybody.getProperties().getBlobPublicAccess()).isEqualTo(PublicAccessType.CONTAINER);
        assertThatExceptionOfType(BlobStorageException.class)
                .isThrownBy(() -> anybody.getBlobClient("cat.jpg").delete());
    }

    @Test
    void a_queue_has_policies_too() {
        QueueClient queue = new QueueClientBuilder()
                .connectionString(cloud.connectionString())
                .queueName("orders")
                .buildClient();
        queue.create();
        queue.setAccessPolicy(List.of(new QueueSignedIdentifier()
                .setId("senders")
                .setAccessPolicy(new QueueAccessPolicy().setExpiresOn(inAnHour).setPermissions("a"))));
        QueueClient signed = new QueueClientBuilder()
                .endpoint(queue.getQueueUrl())
                .sasToken(queue.generateSas(new QueueServiceSasSignatureValues("senders")))
                .buildClient();

        signed.sendMessage("hello");

        assertThat(queue.getAccessPolicy()).singleElement().satisfies(identifier -> assertThat(
                        identifier.getAccessPolicy().getPermissions())
                .isEqualTo("a"));
        assertThat(queue.receiveMessage().getBody().toString()).isEqualTo("hello");
        assertThatExceptionOfType(QueueStorageException.class)
                .isThrownBy(signed::receiveMessage)
                .returns(403, QueueStorageException::getStatusCode);
    }

    private BlobSignedIdentifier policy(String id, String permissions) {
        return new BlobSignedIdentifier()
                .setId(id)
                .setAccessPolicy(new BlobAccessPolicy().setExpiresOn(inAnHour).setPermissions(permissions));
    }
}
