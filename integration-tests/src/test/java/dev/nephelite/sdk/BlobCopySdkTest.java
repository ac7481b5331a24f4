package dev.nephelite.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.azure.core.util.BinaryData;
import com.azure.core.util.polling.LongRunningOperationStatus;
import com.azure.core.util.polling.PollResponse;
import com.azure.core.util.polling.SyncPoller;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobCopyInfo;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.CopyStatusType;
import com.azure.storage.blob.models.PageRange;
import com.azure.storage.blob.sas.BlobSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.blob.specialized.AppendBlobClient;
import com.azure.storage.blob.specialized.BlockBlobClient;
import com.azure.storage.blob.specialized.PageBlobClient;
import dev.nephelite.testing.TemporaryCloud;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BlobCopySdkTest {
    private final TemporaryCloud cloud = new TemporaryCloud();
    private final BlobContainerClient container = cloud.blobs().getBlobContainerClient("photos");
    private final BlobClient cat = container.getBlobClient("a cat+dog.jpg");
    private final BlobClient copy = container.getBlobClient("copy.jpg");

    @BeforeEach
    void create() {
        container.create();
        cat.upload(BinaryData.fromString("0123456789"));
        cat.setHttpHeaders(new BlobHttpHeaders().setContentType("image/jpeg"));
        cat.setMetadata(Map.of("owner", "Anna"));
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void a_copy_is_waited_for() {
        SyncPoller<BlobCopyInfo, Void> poller = copy.beginCopy(cat.getBlobUrl(), Duration.ofMillis(10));
        PollResponse<BlobCopyInfo> last = poller.waitForCompletion();

        assertThat(last.getStatus()).isEqualTo(LongRunningOperationStatus.SUCCESSFULLY_COMPLETED);
        assertThat(last.getValue().getCopyStatus()).isEqualTo(CopyStatusType.SUCCESS);
        assertThat(copy.downloadContent().toString()).isEqualTo("0123456789");
        assertThat(copy.getProperties().getCopyId()).isEqualTo(last.getValue().getCopyId());
        assertThat(copy.getProperties().getCopySource()).isEqualTo(cat.getBlobUrl());
        assertThat(copy.getProperties().getMetadata()).containsEntry("owner", "Anna");
    }

    @Test
    void a_copy_that_is_done_cannot_be_aborted() {
        String id = copy.beginCopy(cat.getBlobUrl(), Duration.ofMillis(10))
                .waitForCompletion()
                .getValue()
                .getCopyId();

        assertThatExceptionOfType(BlobStorageException.class)
                .isThrownBy(() -> copy.abortCopyFromUrl(id))
                .returns(BlobErrorCode.NO_PENDING_COPY_OPERATION, BlobStorageException::getErrorCode);
    }

    @Test
    void a_copy_is_there_at_once() {
        String id = copy.copyFromUrl(signed());

        assertThat(copy.getProperties().getCopyId()).isEqualTo(id);
        assertThat(copy.downloadContent().toString()).isEqualTo("0123456789");
    }

    @Test
    void what_may_not_be_read_is_told_with_the_answer_of_the_source() {
        assertThatExceptionOfType(BlobStorageException.class)
                .isThrownBy(() -> copy.copyFromUrl(cat.getBlobUrl()))
                .returns(401, BlobStorageException::getStatusCode)
                .returns(BlobErrorCode.CANNOT_VERIFY_COPY_SOURCE, BlobStorageException::getErrorCode);
    }

    @Test
    void a_blob_is_uploaded_from_a_URL() {
        copy.getBlockBlobClient().uploadFromUrl(signed());

        assertThat(copy.downloadContent().toString()).isEqualTo("0123456789");
        assertThat(copy.getProperties().getContentType()).isEqualTo("image/jpeg");
        assertThat(copy.getProperties().getContentMd5()).hasSize(16);
    }

    @Test
    void blocks_are_staged_from_a_URL() {
        BlockBlobClient blob = copy.getBlockBlobClient();
        blob.stageBlockFromUrl("YQ==", signed(), new BlobRange(5));
        blob.stageBlockFromUrl("Yg==", signed(), new BlobRange(0, 5L));
        blob.commitBlockList(List.of("YQ==", "Yg=="));

        assertThat(copy.downloadContent().toString()).isEqualTo("5678901234");
    }

    @Test
    void blocks_are_appended_from_a_URL() {
        AppendBlobClient log = container.getBlobClient("log").getAppendBlobClient();
        log.create();

        assertThat(log.appendBlockFromUrl(signed(), new BlobRange(5)).getBlobAppendOffset())
                .isEqualTo("0");
        assertThat(log.downloadContent().toString()).isEqualTo("56789");
    }

    @Test
    void pages_are_written_from_a_URL_and_copied_snapshot_by_snapshot() {
        PageBlobClient disk = container.getBlobClient("disk").getPageBlobClient();
        disk.create(1024);
        cat.upload(BinaryData.fromString("x".repeat(512)), true);
        disk.uploadPagesFromUrl(new PageRange().setStart(512).setEnd(1023), signed(), 0L);
        String snapshot = disk.createSnapshot().getSnapshotId();
        PageBlobClient copy = container.getBlobClient("copy").getPageBlobClient();

        String source = disk.getBlobUrl() + "?" + disk.generateSas(reading());
        assertThat(copy.copyIncremental(source, snapshot)).isEqualTo(CopyStatusType.PENDING);
        assertThat(copy.getProperties().getCopyStatus()).isEqualTo(CopyStatusType.SUCCESS);
        String copied = copy.getProperties().getCopyDestinationSnapshot();
        assertThat(copy.getSnapshotClient(copied).downloadContent().toString()).endsWith("x".repeat(512));
    }

    private static BlobServiceSasSignatureValues reading() {
        return new BlobServiceSasSignatureValues(
                OffsetDateTime.now(ZoneOffset.UTC).plusHours(1), new BlobSasPermission().setReadPermission(true));
    }

    private String signed() {
        return cat.getBlobUrl() + "?" + cat.generateSas(reading());
    }
}
