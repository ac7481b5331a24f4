package dev.nephelite.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.ListBlobsOptions;
import dev.nephelite.blob.BlobEmulator;
import dev.nephelite.testing.TemporaryCloud;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Versions of blobs, through the client library. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BlobVersionsSdkTest {
    private final TemporaryCloud cloud =
            new TemporaryCloud(builder -> builder.features(new BlobEmulator.Features(true, 0)));
    private final BlobContainerClient container = cloud.blobs().createBlobContainer("photos");
    private final BlobClient blob = container.getBlobClient("cat.txt");
    private String first = "";
    private String second = "";

    @BeforeEach
    void put() {
        first = put("miau");
        second = put("grrr");
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void each_is_read_by_its_name() {
        assertThat(blob.getVersionClient(first).downloadContent().toString()).isEqualTo("miau");
        assertThat(blob.getVersionClient(first).getProperties().isCurrentVersion())
                .isNull();
        assertThat(blob.getProperties().getVersionId()).isEqualTo(second);
        assertThat(blob.getProperties().isCurrentVersion()).isTrue();
    }

    @Test
    void all_are_listed_with_the_current_one_last() {
        blob.setMetadata(Map.of("mood", "bad"));

        List<BlobItem> versions = list(new BlobListDetails().setRetrieveVersions(true));

        assertThat(versions)
                .extracting(BlobItem::getVersionId)
                .startsWith(first, second)
                .hasSize(3);
        assertThat(versions).extracting(BlobItem::isCurrentVersion).containsExactly(null, null, true);
    }

    @Test
    void a_deleted_blob_leaves_them() {
        blob.delete();

        assertThat(blob.exists()).isFalse();
        assertThat(list(new BlobListDetails().setRetrieveVersions(true)))
                .extracting(BlobItem::getVersionId)
                .containsExactly(first, second);
        BlobItem left = list(new BlobListDetails().setRetrieveDeletedBlobsWithVersions(true))
                .get(0);
        assertThat(left.getName()).isEqualTo("cat.txt");
        assertThat(left.hasVersionsOnly()).isTrue();
        blob.getVersionClient(first).delete();
        assertThat(blob.getVersionClient(first).exists()).isFalse();
    }

    private String put(String text) {
        blob.upload(BinaryData.fromString(text), true);
        return blob.getProperties().getVersionId();
    }

    private List<BlobItem> list(BlobListDetails details) {
        return container.listBlobs(new ListBlobsOptions().setDetails(details).setMaxResultsPerPage(1), null).stream()
                .toList();
    }
}
