package dev.nephelite.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.common.sas.AccountSasPermission;
import com.azure.storage.common.sas.AccountSasResourceType;
import com.azure.storage.common.sas.AccountSasService;
import com.azure.storage.common.sas.AccountSasSignatureValues;
import com.azure.storage.common.sas.SasIpRange;
import com.azure.storage.common.sas.SasProtocol;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueClientBuilder;
import com.azure.storage.queue.QueueServiceClient;
import com.azure.storage.queue.QueueServiceClientBuilder;
import com.azure.storage.queue.models.QueueErrorCode;
import com.azure.storage.queue.models.QueueStorageException;
import com.azure.storage.queue.sas.QueueSasPermission;
import com.azure.storage.queue.sas.QueueServiceSasSignatureValues;
import dev.nephelite.testing.TemporaryCloud;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Signatures that client libraries make for a whole account, and for a queue. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AccountSasSdkTest {
    private final OffsetDateTime later = OffsetDateTime.now(ZoneOffset.UTC).plusHours(1);
    private final TemporaryCloud cloud = new TemporaryCloud();
    private final BlobServiceClient blobs = cloud.blobs();
    private final QueueServiceClient queues = new QueueServiceClientBuilder()
            .connectionString(cloud.connectionString())
            .buildClient();

    @AfterEach
    void close() {
        cloud.close();
    }

    @Nested
    class Given_a_signature_for_all_of_the_account {
        private final String sas = blobs.generateAccountSas(values("rwdlacup", "bq", "sco"));

        @Test
        void it_opens_containers_and_blobs() {
            BlobContainerClient container = signedBlobs(sas).createBlobContainer("photos");
            container.getBlobClient("cat").upload(BinaryData.fromString("miau"));

            assertThat(container.getBlobClient("cat").downloadContent()).hasToString("miau");
            assertThat(container.listBlobs()).hasSize(1);
            assertThat(signedBlobs(sas).listBlobContainers()).hasSize(1);
            container.delete();
        }

        @Test
        void it_opens_queues_and_messages() {
            QueueClient queue = signedQueues(sas).createQueue("orders");
            queue.sendMessage("one");

            assertThat(queue.peekMessage().getBody()).hasToString("one");
            assertThat(queue.receiveMessage().getBody()).hasToString("one");
            assertThat(signedQueues(sas).listQueues()).hasSize(1);
        }
    }

    @Nested
    class Given_a_signature_with_limits {
        @Test
        void it_does_not_open_another_service() {
            String sas = blobs.generateAccountSas(values("rwdlacup", "b", "sco"));

            assertThatExceptionOfType(QueueStorageException.class)
                    .isThrownBy(() -> signedQueues(sas).createQueue("orders"))
                    .returns(QueueErrorCode.AUTHORIZATION_SERVICE_MISMATCH, QueueStorageException::getErrorCode);
        }

        @Test
        void it_does_not_open_another_type_of_resource() {
            assertRefused(values("rwdlacup", "b", "so"), BlobErrorCode.AUTHORIZATION_RESOURCE_TYPE_MISMATCH);
        }

        @Test
        void it_does_not_allow_what_its_letters_do_not() {
            assertRefused(values("rdlaup", "b", "sco"), BlobErrorCode.AUTHORIZATION_PERMISSION_MISMATCH);
        }

        @Test
        void it_is_not_good_over_plain_HTTP_if_it_is_for_HTTPS() {
            assertRefused(
                    values("c", "b", "c").setProtocol(SasProtocol.HTTPS_ONLY),
                    BlobErrorCode.AUTHORIZATION_PROTOCOL_MISMATCH);
        }

        @Test
        void it_is_not_good_elsewhere() {
            assertRefused(
                    values("c", "b", "c").setSasIpRange(SasIpRange.parse("10.0.0.1-10.0.0.9")),
                    BlobErrorCode.AUTHORIZATION_SOURCE_IPMISMATCH);
        }

        @Test
        void it_is_not_good_too_early() {
            assertRefused(
                    values("c", "b", "c")
                            .setStartTime(OffsetDateTime.now(ZoneOffset.UTC).plusMinutes(5)),
                    BlobErrorCode.AUTHENTICATION_FAILED);
        }

        private void assertRefused(AccountSasSignatureValues values, BlobErrorCode error) {
            String sas = blobs.generateAccountSas(values);

            assertThatExceptionOfType(BlobStorageException.class)
                    .isThrownBy(() -> signedBlobs(sas).createBlobContainer("photos"))
                    .returns(403, BlobStorageException::getStatusCode)
                    .returns(error, BlobStorageException::getErrorCode);
        }
    }

    @Nested
    class Given_a_signature_for_a_queue {
        @Test
        void it_opens_that_queue_as_far_as_its_letters_go() {
            QueueClient queue = queues.createQueue("orders");
            String sas = queue.generateSas(new QueueServiceSasSignatureValues(later, QueueSasPermission.parse("ra")));
            QueueClient signed = new QueueClientBuilder()
                    .endpoint(queue.getQueueUrl())
                    .sasToken(sas)
                    .buildClient();
            signed.sendMessage("one");

            assertThat(signed.peekMessage().getBody()).hasToString("one");
            assertThatExceptionOfType(QueueStorageException.class)
                    .isThrownBy(signed::receiveMessage)
                    .returns(QueueErrorCode.AUTHORIZATION_PERMISSION_MISMATCH, QueueStorageException::getErrorCode);
        }
    }

    private AccountSasSignatureValues values(String letters, String services, String types) {
        return new AccountSasSignatureValues(
                later,
                AccountSasPermission.parse(letters),
                AccountSasService.parse(services),
                AccountSasResourceType.parse(types));
    }

    private BlobServiceClient signedBlobs(String sas) {
        return new BlobServiceClientBuilder()
                .endpoint(blobs.getAccountUrl())
                .sasToken(sas)
                .buildClient();
    }

    private QueueServiceClient signedQueues(String sas) {
        return new QueueServiceClientBuilder()
                .endpoint(queues.getQueueServiceUrl())
                .sasToken(sas)
                .buildClient();
    }
}
