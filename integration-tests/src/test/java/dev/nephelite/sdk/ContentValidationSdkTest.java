package dev.nephelite.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.ParallelTransferOptions;
import com.azure.storage.blob.options.BlobDownloadContentOptions;
import com.azure.storage.blob.options.BlobDownloadStreamOptions;
import com.azure.storage.blob.options.BlobParallelUploadOptions;
import com.azure.storage.blob.options.BlockBlobStageBlockOptions;
import com.azure.storage.blob.specialized.BlockBlobClient;
import com.azure.storage.common.ContentValidationAlgorithm;
import dev.nephelite.testing.TemporaryCloud;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transfers that the official client has validated by CRC-64, in headers and in structured messages. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ContentValidationSdkTest {
    private static final int MEGABYTE = 1024 * 1024;
    private static final ContentValidationAlgorithm CRC64 = ContentValidationAlgorithm.CRC64;

    private final TemporaryCloud cloud = new TemporaryCloud();
    private final BlobContainerClient container = cloud.blobs().getBlobContainerClient("photos");
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
    @ValueSource(ints = {1, 1000, 5 * MEGABYTE, 9 * MEGABYTE + 1})
    void a_blob_goes_up_and_comes_down_as_it_was(int length) {
        byte[] content = bytes(length);
        blob.uploadWithResponse(
                new BlobParallelUploadOptions(BinaryData.fromBytes(content))
                        .setParallelTransferOptions(new ParallelTransferOptions()
                                .setBlockSizeLong(5L * MEGABYTE)
                                .setMaxSingleUploadSizeLong(8L * MEGABYTE))
                        .setContentValidationAlgorithm(CRC64),
                null,
                Context.NONE);

        assertThat(blob.downloadContent().toBytes()).isEqualTo(content);
        assertThat(blob.downloadContentWithResponse(
                                new BlobDownloadContentOptions().setContentValidationAlgorithm(CRC64),
                                null,
                                Context.NONE)
                        .getValue()
                        .toBytes())
                .isEqualTo(content);
    }

    @Test
    void an_empty_blob_comes_down_as_it_was() {
        blob.upload(BinaryData.fromString(""));

        assertThat(blob.downloadContentWithResponse(
                                new BlobDownloadContentOptions().setContentValidationAlgorithm(CRC64),
                                null,
                                Context.NONE)
                        .getValue()
                        .toBytes())
                .isEmpty();
    }

    @Test
    void a_part_comes_down_as_it_was() throws IOException {
        byte[] content = bytes(6 * MEGABYTE);
        blob.upload(BinaryData.fromBytes(content));
        BlobDownloadStreamOptions options = new BlobDownloadStreamOptions()
                .setRange(new BlobRange(1000, 5L * MEGABYTE))
                .setContentValidationAlgorithm(CRC64);

        try (ByteArrayOutputStream part = new ByteArrayOutputStream()) {
            blob.downloadStreamWithResponse(part, options, null, Context.NONE);

            assertThat(part.toByteArray()).hasSize(5 * MEGABYTE).startsWith(content[1000], content[1001]);
        }
    }

    @Test
    void a_block_goes_up_as_it_was() {
        byte[] content = bytes(5 * MEGABYTE);
        BlockBlobClient blocks = blob.getBlockBlobClient();
        blocks.stageBlockWithResponse(
                new BlockBlobStageBlockOptions("YQ==", BinaryData.fromBytes(content))
                        .setContentValidationAlgorithm(CRC64),
                null,
                Context.NONE);
        blocks.commitBlockList(List.of("YQ=="));

        assertThat(blob.downloadContent().toBytes()).isEqualTo(content);
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
