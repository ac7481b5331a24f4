package dev.nephelite.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.AppendBlobItem;
import com.azure.storage.blob.models.AppendBlobRequestConditions;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.BlobType;
import com.azure.storage.blob.options.AppendBlobAppendBlockOptions;
import com.azure.storage.blob.specialized.AppendBlobClient;
import dev.nephelite.testing.TemporaryCloud;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AppendBlobSdkTest {
    private final TemporaryCloud cloud = new TemporaryCloud();
    private final BlobContainerClient container = cloud.blobs().getBlobContainerClient("logs");
    private final BlobClient blob = container.getBlobClient("app.log");
    private final AppendBlobClient log = blob.getAppendBlobClient();

    @BeforeEach
    void create() {
        container.create();
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void blocks_are_appended_one_behind_the_other() {
        log.create();
        append("one,");
        AppendBlobItem second = append("two");

        assertThat(second.getBlobAppendOffset()).isEqualTo("4");
        assertThat(second.getBlobCommittedBlockCount()).isEqualTo(2);
        assertThat(second.isServerEncrypted()).isTrue();
        assertThat(blob.downloadContent().toString()).isEqualTo("one,two");
        BlobProperties properties = log.getProperties();
        assertThat(properties.getBlobType()).isEqualTo(BlobType.APPEND_BLOB);
        assertThat(properties.getCommittedBlockCount()).isEqualTo(2);
        assertThat(properties.isSealed()).isNull();
    }

    @Test
    void a_stream_appends_what_is_written_to_it() throws IOException {
        byte[] bytes = new byte[9 * 1024 * 1024 + 7];
        new Random(1).nextBytes(bytes);
        log.create();
        try (OutputStream stream = log.getBlobOutputStream()) {
            stream.write(bytes, 0, 100);
            stream.write(bytes, 100, bytes.length - 100);
        }
        try (OutputStream stream = log.getBlobOutputStream()) {
            stream.write("end".getBytes(StandardCharsets.UTF_8));
        }

        byte[] all = blob.downloadContent().toBytes();
        assertThat(Arrays.copyOf(all, bytes.length)).isEqualTo(bytes);
        assertThat(new String(all, bytes.length, 3, StandardCharsets.UTF_8)).isEqualTo("end");
    }

    @Test
    void one_that_is_there_is_only_made_again_if_that_is_wanted() {
        log.create();
        append("one");

        assertThat(log.createIfNotExists()).isNull();
        assertThatExceptionOfType(BlobStorageException.class)
                .isThrownBy(log::create)
                .returns(BlobErrorCode.BLOB_ALREADY_EXISTS, BlobStorageException::getErrorCode);
        assertThat(blob.downloadContent().toString()).isEqualTo("one");

        log.create(true);
        assertThat(blob.getProperties().getBlobSize()).isZero();
    }

    @Test
    void a_client_that_repeats_itself_does_no_harm() {
        log.create();
        append("one");

        AppendBlobAppendBlockOptions again = new AppendBlobAppendBlockOptions(BinaryData.fromString("one"))
                .setRequestConditions(new AppendBlobRequestConditions().setAppendPosition(0L));
        assertThatExceptionOfType(BlobStorageException.class)
                .isThrownBy(() -> log.appendBlockWithResponse(again, null, null))
                .returns(BlobErrorCode.APPEND_POSITION_CONDITION_NOT_MET, BlobStorageException::getErrorCode);
        assertThat(blob.downloadContent().toString()).isEqualTo("one");
    }

    @Test
    void one_that_is_sealed_stays_as_it_is() {
        log.create();
        append("one");
        log.seal();

        assertThat(log.getProperties().isSealed()).isTrue();
        assertThat(container.listBlobs()).extracting(BlobItem::getProperties).allMatch(found -> found.isSealed());
        assertThatExceptionOfType(BlobStorageException.class)
                .isThrownBy(() -> append("two"))
                .returns(BlobErrorCode.fromString("BlobIsSealed"), BlobStorageException::getErrorCode);
    }

    @Test
    void a_block_blob_is_none() {
        blob.upload(BinaryData.fromString("block blob"));

        assertThatExceptionOfType(BlobStorageException.class)
                .isThrownBy(() -> append("x"))
                .returns(BlobErrorCode.INVALID_BLOB_TYPE, BlobStorageException::getErrorCode);
        assertThatExceptionOfType(BlobStorageException.class)
                .isThrownBy(() -> log.create(true))
                .returns(BlobErrorCode.INVALID_BLOB_TYPE, BlobStorageException::getErrorCode);
    }

    private AppendBlobItem append(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return log.appendBlock(new ByteArrayInputStream(bytes), bytes.length);
    }
}
