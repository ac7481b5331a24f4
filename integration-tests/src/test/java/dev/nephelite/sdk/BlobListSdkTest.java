package dev.nephelite.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.options.BlobParallelUploadOptions;
import dev.nephelite.testing.TemporaryCloud;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BlobListSdkTest {
    private final TemporaryCloud cloud = new TemporaryCloud();
    private final BlobServiceClient service = cloud.blobs();
    private final BlobContainerClient container = service.getBlobContainerClient("photos");
    private final BlobClient blob = container.getBlobClient("cat.jpg");

    @BeforeEach
    void create() {
        container.create();
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                "a+b",
                "a%20b",
                "ä/ö/ü😀",
                "a?b#c&d=e",
                "a;b,c",
                "'quoted' \"twice\"",
                "dir//two/",
                "~!@$^*()"
            })
    void a_name_may_have_any_character(String name) {
        container.getBlobClient(name).upload(BinaryData.fromString(name));

        assertThat(container.listBlobs()).extracting(BlobItem::getName).containsExactly(name);
        assertThat(container.getBlobClient(name).downloadContent().toString()).isEqualTo(name);
        container.getBlobClient(name).delete();
        assertThat(container.listBlobs()).isEmpty();
    }

    @Test
    void blobs_are_listed_by_prefix_and_by_folder_page_by_page() {
        IntStream.range(0, 25)
                .forEach(i ->
                        container.getBlobClient("d%d/b%02d".formatted(i % 5, i)).upload(BinaryData.fromString("x")));
        container.getBlobClient("top").upload(BinaryData.fromString("x"));

        assertThat(container.listBlobs(new ListBlobsOptions().setMaxResultsPerPage(4), null))
                .hasSize(26)
                .extracting(BlobItem::getName)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(container.listBlobsByHierarchy("/", new ListBlobsOptions().setMaxResultsPerPage(2), null))
                .extracting(BlobItem::getName)
                .containsExactlyInAnyOrder("d0/", "d1/", "d2/", "d3/", "d4/", "top");
        assertThat(container.listBlobsByHierarchy("d3/"))
                .extracting(BlobItem::getName)
                .containsExactly("d3/b03", "d3/b08", "d3/b13", "d3/b18", "d3/b23");
    }

    @Test
    void a_listing_tells_metadata_when_asked() {
        blob.uploadWithResponse(
                new BlobParallelUploadOptions(BinaryData.fromString("x")).setMetadata(Map.of("Owner", "Anna")),
                null,
                null);
        ListBlobsOptions options = new ListBlobsOptions().setDetails(new BlobListDetails().setRetrieveMetadata(true));

        BlobItem item = container.listBlobs(options, null).iterator().next();

        assertThat(item.getMetadata()).isEqualTo(Map.of("Owner", "Anna"));
        assertThat(item.getProperties().getContentLength()).isEqualTo(1);
        assertThat(item.getProperties().getETag())
                .isEqualTo(blob.getProperties().getETag().replace("\"", ""));
    }

    @Test
    void containers_are_created_once_listed_and_deleted_with_their_blobs() {
        assertThat(container.createIfNotExists()).isFalse();
        container.setMetadata(Map.of("project", "x"));
        blob.upload(BinaryData.fromString("x"));
        service.createBlobContainer("other");

        assertThat(service.listBlobContainers())
                .extracting(item -> item.getName())
                .containsExactly("other", "photos");
        assertThat(container.getProperties().getMetadata()).isEqualTo(Map.of("project", "x"));
        container.delete();
        assertThat(container.exists()).isFalse();
        container.create();
        assertThat(blob.exists()).isFalse();
    }
}
