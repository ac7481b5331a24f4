package dev.nephelite.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.models.AccessTier;
import com.azure.storage.blob.models.ArchiveStatus;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.RehydratePriority;
import dev.nephelite.testing.TemporaryCloud;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Tiers, through the client library. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BlobTierSdkTest {
    private final TemporaryCloud cloud = new TemporaryCloud();
    private final BlobClient blob = cloud.blobs().createBlobContainer("photos").getBlobClient("cat.txt");

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void a_blob_moves_to_the_tier_that_is_wanted() {
        blob.upload(BinaryData.fromString("miau"));
        assertThat(blob.getProperties().isAccessTierInferred()).isTrue();

        blob.setAccessTier(AccessTier.COLD);

        BlobProperties properties = blob.getProperties();
        assertThat(properties.getAccessTier()).isEqualTo(AccessTier.COLD);
        assertThat(properties.getAccessTierChangeTime()).isNotNull();
    }

    @Test
    void out_of_the_archive_it_is_a_while_on_its_way() {
        blob.upload(BinaryData.fromString("miau"));
        blob.setAccessTier(AccessTier.ARCHIVE);
        assertThatExceptionOfType(BlobStorageException.class)
                .isThrownBy(blob::downloadContent)
                .returns(BlobErrorCode.BLOB_ARCHIVED, BlobStorageException::getErrorCode);

        blob.setAccessTierWithResponse(AccessTier.HOT, RehydratePriority.STANDARD, null, null, null);

        BlobProperties properties = blob.getProperties();
        assertThat(properties.getAccessTier()).isEqualTo(AccessTier.ARCHIVE);
        assertThat(properties.getArchiveStatus()).isEqualTo(ArchiveStatus.REHYDRATE_PENDING_TO_HOT);
    }
}
