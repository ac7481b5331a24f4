package dev.nephelite.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.BlobRetentionPolicy;
import com.azure.storage.blob.models.BlobServiceProperties;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.DeleteSnapshotsOptionType;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.specialized.BlobClientBase;
import dev.nephelite.testing.TemporaryCloud;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Snapshots, and what is deleted, through the client library. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BlobHistorySdkTest {
    private final TemporaryCloud cloud = new TemporaryCloud();
    private final BlobServiceClient service = cloud.blobs();
    private final BlobContainerClient container = service.createBlobContainer("photos");
    private final BlobClient blob = container.getBlobClient("cat.txt");

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void a_snapshot_is_read_listed_and_deleted() {
        put("miau");
        BlobClientBase snapshot = blob.createSnapshot();
        put("grrr");

        assertThat(snapshot.downloadContent().toString()).isEqualTo("miau");
        assertThat(list(new BlobListDetails().setRetrieveSnapshots(true)))
                .extracting(BlobItem::getSnapshot)
                .containsExactly(snapshot.getSnapshotId(), null);
        assertThatExceptionOfType(BlobStorageException.class)
                .isThrownBy(blob::delete)
                .returns(BlobErrorCode.SNAPSHOTS_PRESENT, BlobStorageException::getErrorCode);
        blob.deleteWithResponse(DeleteSnapshotsOptionType.INCLUDE, null, null, null);
        assertThat(snapshot.exists()).isFalse();
    }

    @Test
    void what_was_deleted_comes_back() {
        service.setProperties(new BlobServiceProperties()
                .setDeleteRetentionPolicy(
                        new BlobRetentionPolicy().setEnabled(true).setDays(1)));
        put("miau");
        put("grrr");
        blob.delete();

        BlobItem deleted =
                list(new BlobListDetails().setRetrieveDeletedBlobs(true)).get(0);
        assertThat(deleted.isDeleted()).isTrue();
        assertThat(deleted.getProperties().getRemainingRetentionDays()).isZero();
        assertThat(deleted.getProperties().getDeletedTime()).isNotNull();
        blob.undelete();

        assertThat(blob.downloadContent().toString()).isEqualTo("grrr");
        List<BlobItem> all = list(new BlobListDetails().setRetrieveSnapshots(true));
        assertThat(all).hasSize(2);
        assertThat(blob.getSnapshotClient(all.get(0).getSnapshot())
                        .downloadContent()
                        .toString())
                .isEqualTo("miau");
    }

    private void put(String text) {
        blob.upload(BinaryData.fromString(text), true);
    }

    private List<BlobItem> list(BlobListDetails details) {
        return container.listBlobs(new ListBlobsOptions().setDetails(details).setMaxResultsPerPage(1), null).stream()
                .toList();
    }
}
