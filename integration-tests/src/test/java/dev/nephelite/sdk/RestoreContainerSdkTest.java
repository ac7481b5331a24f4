package dev.nephelite.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.models.BlobContainerItem;
import com.azure.storage.blob.models.BlobContainerListDetails;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.ListBlobContainersOptions;
import dev.nephelite.blob.BlobEmulator;
import dev.nephelite.testing.TemporaryCloud;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RestoreContainerSdkTest {
    private final TemporaryCloud cloud =
            new TemporaryCloud(builder -> builder.features(new BlobEmulator.Features(false, 7)));
    private final BlobServiceClient service = cloud.blobs();

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void a_deleted_container_is_found_and_brought_back() {
        BlobContainerClient container = service.createBlobContainer("photos");
        container.getBlobClient("cat.jpg").upload(BinaryData.fromString("miau"));
        container.delete();

        BlobContainerItem deleted = deleted();
        assertThat(deleted.getName()).isEqualTo("photos");
        assertThat(deleted.getProperties().getDeletedTime()).isNotNull();
        assertThat(deleted.getProperties().getRemainingRetentionDays()).isBetween(6, 7);
        BlobContainerClient restored = service.undeleteBlobContainer(deleted.getName(), deleted.getVersion());

        assertThat(restored.getBlobClient("cat.jpg").downloadContent().toString())
                .isEqualTo("miau");
    }

    @Test
    void one_whose_name_is_taken_is_not_brought_back() {
        service.createBlobContainer("photos").delete();
        service.createBlobContainer("photos");

        assertThatExceptionOfType(BlobStorageException.class)
                .isThrownBy(
                        () -> service.undeleteBlobContainer("photos", deleted().getVersion()))
                .returns(BlobErrorCode.CONTAINER_ALREADY_EXISTS, BlobStorageException::getErrorCode);
    }

    private BlobContainerItem deleted() {
        return service
                .listBlobContainers(
                        new ListBlobContainersOptions()
                                .setDetails(new BlobContainerListDetails().setRetrieveDeleted(true)),
                        null)
                .stream()
                .filter(item -> Boolean.TRUE.equals(item.isDeleted()))
                .findFirst()
                .orElseThrow();
    }
}
