package dev.nephelite.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.BlockList;
import com.azure.storage.blob.models.BlockListType;
import com.azure.storage.blob.models.ParallelTransferOptions;
import com.azure.storage.blob.options.BlobParallelUploadOptions;
import com.azure.storage.blob.specialized.BlockBlobClient;
import dev.nephelite.testing.TemporaryCloud;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BlobSdkTest {
    private static final int MEGABYTE = 1024 * 1024;

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

    @Test
    void a_blob_comes_back_with_its_properties() {
        blob.uploadWithResponse(
                new BlobParallelUploadOptions(BinaryData.fromString("miau"))
                        .setHeaders(new BlobHttpHeaders()
                                .setContentType("image/jpeg")
                                .setContentLanguage("de")
                                .setCacheControl("no-store"))
                        .setMetadata(Map.of("owner", "Anna", "a_b", "1", "a1", "2")),
                null,
                null);

        assertThat(blob.downloadContent().toString()).isEqualTo("miau");
        BlobProperties properties = blob.getProperties();
        assertThat(properties.getBlobSize()).isEqualTo(4);
        assertThat(properties.getContentType()).isEqualTo("image/jpeg");
        assertThat(properties.getContentLanguage()).isEqualTo("de");
        assertThat(properties.getCacheControl()).isEqualTo("no-store");
        assertThat(properties.getContentMd5()).hasSize(16);
        assertThat(properties.getMetadata()).isEqualTo(Map.of("owner", "Anna", "a_b", "1", "a1", "2"));
    }

    @Test
    void an_empty_blob_comes_back_empty(@TempDir Path folder) throws IOException {
        blob.upload(BinaryData.fromBytes(new byte[0]));

        assertThat(blob.downloadContent().toBytes()).isEmpty();
        blob.downloadToFile(folder.resolve("empty").toString());
        assertThat(folder.resolve("empty")).isEmptyFile();
        try (OutputStream out = new ByteArrayOutputStream()) {
            blob.downloadStream(out);
        }
    }

    @Test
    void a_large_blob_goes_up_in_blocks_and_down_in_ranges(@TempDir Path folder) throws IOException {
        byte[] bytes = new byte[9 * MEGABYTE + 7];
        new Random(1).nextBytes(bytes);
        Path file = Files.write(folder.resolve("large"), bytes);
        ParallelTransferOptions blocks = new ParallelTransferOptions()
                .setBlockSizeLong((long) MEGABYTE)
                .setMaxSingleUploadSizeLong((long) MEGABYTE)
                .setMaxConcurrency(4);

        blob.uploadFromFile(file.toString(), blocks, null, null, null, null, null);
        blob.downloadToFile(folder.resolve("copy").toString());

        assertThat(folder.resolve("copy")).hasSameBinaryContentAs(file);
        assertThat(blob.getBlockBlobClient().listBlocks(BlockListType.ALL).getCommittedBlocks())
                .hasSize(10);
    }

    @Test
    void a_blob_is_written_and_read_as_a_stream() throws IOException {
        byte[] bytes = "0123456789".repeat(100_000).getBytes(StandardCharsets.UTF_8);

        try (OutputStream out = blob.getBlockBlobClient().getBlobOutputStream(true)) {
            out.write(bytes);
        }

        assertThat(blob.openInputStream().readAllBytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 3 * MEGABYTE})
    void a_range_is_downloaded_alone(int size) {
        byte[] bytes = new byte[size];
        new Random(1).nextBytes(bytes);
        blob.upload(BinaryData.fromBytes(bytes));
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        blob.downloadStreamWithResponse(out, new BlobRange(size - 7, 5L), null, null, false, null, null);

        assertThat(out.toByteArray()).isEqualTo(Arrays.copyOfRange(bytes, size - 7, size - 2));
    }

    @Test
    void blocks_are_staged_and_committed_in_any_order() {
        BlockBlobClient blocks = blob.getBlockBlobClient();
        blocks.stageBlock(id("a"), BinaryData.fromString("world"));
        blocks.stageBlock(id("b"), BinaryData.fromString("hello "));
        assertThat(blob.exists()).isFalse();
        assertThat(blocks.listBlocks(BlockListType.UNCOMMITTED).getUncommittedBlocks())
                .hasSize(2);

        blocks.commitBlockList(List.of(id("b"), id("a")));

        assertThat(blob.downloadContent().toString()).isEqualTo("hello world");
        BlockList list = blocks.listBlocks(BlockListType.ALL);
        assertThat(list.getCommittedBlocks())
                .extracting(block -> block.getName())
                .containsExactly(id("b"), id("a"));
        assertThat(list.getUncommittedBlocks()).isEmpty();
    }

    @Test
    void an_upload_does_not_overwrite_unless_it_says_so() {
        blob.upload(BinaryData.fromString("first"));

        assertThatExceptionOfType(BlobStorageException.class)
                .isThrownBy(() -> blob.upload(BinaryData.fromString("second")))
                .returns(409, BlobStorageException::getStatusCode)
                .returns(BlobErrorCode.BLOB_ALREADY_EXISTS, BlobStorageException::getErrorCode);
        blob.upload(BinaryData.fromString("third"), true);
        assertThat(blob.downloadContent().toString()).isEqualTo("third");
    }

    @Test
    void a_change_under_an_old_etag_is_refused() {
        blob.upload(BinaryData.fromString("first"));
        String old = blob.getProperties().getETag();
        blob.setMetadata(Map.of("changed", "yes"));

        assertThatExceptionOfType(BlobStorageException.class)
                .isThrownBy(() -> blob.setHttpHeadersWithResponse(
                        new BlobHttpHeaders(), new BlobRequestConditions().setIfMatch(old), null, null))
                .returns(412, BlobStorageException::getStatusCode)
                .returns(BlobErrorCode.CONDITION_NOT_MET, BlobStorageException::getErrorCode);
        assertThat(blob.getProperties().getMetadata()).isEqualTo(Map.of("changed", "yes"));
    }

    @Test
    void the_service_tells_about_itself() {
        assertThat(service.getAccountInfo().getAccountKind()).isNotNull();
        assertThat(service.getProperties().getLogging()).isNotNull();
    }

    @Test
    void what_is_missing_is_reported_as_such() {
        assertThat(blob.exists()).isFalse();
        assertThat(blob.deleteIfExists()).isFalse();
        assertThatExceptionOfType(BlobStorageException.class)
                .isThrownBy(blob::downloadContent)
                .returns(BlobErrorCode.BLOB_NOT_FOUND, BlobStorageException::getErrorCode);
        assertThatExceptionOfType(BlobStorageException.class)
                .isThrownBy(() -> service.getBlobContainerClient("nowhere")
                        .getBlobClient("b")
                        .getProperties())
                .returns(BlobErrorCode.CONTAINER_NOT_FOUND, BlobStorageException::getErrorCode);
    }

    private static String id(String name) {
        return Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }
}
