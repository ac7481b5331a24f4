package dev.nephelite.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.LeaseDurationType;
import com.azure.storage.blob.models.LeaseStateType;
import com.azure.storage.blob.models.LeaseStatusType;
import com.azure.storage.blob.options.BlobBreakLeaseOptions;
import com.azure.storage.blob.options.BlobParallelUploadOptions;
import com.azure.storage.blob.specialized.BlobLeaseClient;
import com.azure.storage.blob.specialized.BlobLeaseClientBuilder;
import dev.nephelite.testing.TemporaryCloud;
import java.time.Duration;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LeaseSdkTest {
    private final TemporaryCloud cloud = new TemporaryCloud();
    private final BlobContainerClient container = cloud.blobs().getBlobContainerClient("photos");
    private final BlobClient blob = container.getBlobClient("cat.jpg");
    private final BlobLeaseClient lease =
            new BlobLeaseClientBuilder().blobClient(blob).buildClient();

    @BeforeEach
    void create() {
        container.create();
        blob.upload(BinaryData.fromString("miau"));
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void a_blob_is_written_by_whoever_has_its_lease_and_by_nobody_else() {
        String id = lease.acquireLease(-1);

        assertRefused(BlobErrorCode.LEASE_ID_MISSING, () -> blob.upload(BinaryData.fromString("another"), true));
        blob.uploadWithResponse(
                new BlobParallelUploadOptions(BinaryData.fromString("mine"))
                        .setRequestConditions(new BlobRequestConditions().setLeaseId(id)),
                null,
                Context.NONE);
        assertThat(blob.downloadContent().toString()).isEqualTo("mine");
        BlobProperties properties = blob.getProperties();
        assertThat(properties.getLeaseState()).isEqualTo(LeaseStateType.LEASED);
        assertThat(properties.getLeaseStatus()).isEqualTo(LeaseStatusType.LOCKED);
        assertThat(properties.getLeaseDuration()).isEqualTo(LeaseDurationType.INFINITE);
    }

    @Test
    void a_lease_is_renewed_changed_and_released() {
        lease.acquireLease(30);
        lease.renewLease();
        String other = UUID.randomUUID().toString();

        assertThat(lease.changeLease(other)).isEqualTo(other);
        lease.releaseLease();

        assertThat(blob.getProperties().getLeaseState()).isEqualTo(LeaseStateType.AVAILABLE);
        blob.upload(BinaryData.fromString("anybody's"), true);
    }

    @Test
    void a_lease_that_somebody_has_is_not_had_by_another() {
        lease.acquireLease(60);
        BlobLeaseClient another = new BlobLeaseClientBuilder().blobClient(blob).buildClient();

        assertRefused(BlobErrorCode.LEASE_ALREADY_PRESENT, () -> another.acquireLease(60));
        assertThat(another.breakLeaseWithResponse(
                                new BlobBreakLeaseOptions().setBreakPeriod(Duration.ofSeconds(20)), null, Context.NONE)
                        .getValue())
                .isBetween(19, 20);
        assertRefused(BlobErrorCode.LEASE_IS_BROKEN_AND_CANNOT_BE_RENEWED, lease::renewLease);
    }

    @Test
    void a_container_that_is_leased_is_not_deleted_by_others() {
        BlobLeaseClient ofContainer =
                new BlobLeaseClientBuilder().containerClient(container).buildClient();
        String id = ofContainer.acquireLease(-1);
        assertThat(container.getProperties().getLeaseState()).isEqualTo(LeaseStateType.LEASED);

        assertRefused(BlobErrorCode.LEASE_ID_MISSING, container::delete);
        container.deleteWithResponse(new BlobRequestConditions().setLeaseId(id), null, Context.NONE);

        assertThat(container.exists()).isFalse();
    }

    private static void assertRefused(BlobErrorCode code, ThrowingCallable call) {
        assertThatExceptionOfType(BlobStorageException.class)
                .isThrownBy(call)
                .returns(code, BlobStorageException::getErrorCode);
    }
}
