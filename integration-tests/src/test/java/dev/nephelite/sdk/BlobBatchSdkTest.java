package dev.nephelite.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.azure.core.http.rest.Response;
import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.batch.BlobBatch;
import com.azure.storage.blob.batch.BlobBatchClient;
import com.azure.storage.blob.batch.BlobBatchClientBuilder;
import com.azure.storage.blob.models.AccessTier;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.DeleteSnapshotsOptionType;
import dev.nephelite.testing.TemporaryCloud;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BlobBatchSdkTest {
    private final TemporaryCloud cloud = new TemporaryCloud();
    private final BlobServiceClient service = cloud.blobs();
    private final BlobContainerClient container = service.createBlobContainer("photos");
    private final BlobBatchClient batches = new BlobBatchClientBuilder(service).buildClient();

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void as_many_blobs_as_may_be_are_deleted_at_once() {
        List<String> urls = upload(256);

        // To go through the answers again would be to send the batch again.
        List<Response<Void>> answers = batches.deleteBlobs(urls, DeleteSnapshotsOptionType.INCLUDE).stream()
                .toList();

        assertThat(answers).hasSize(256).allMatch(answer -> answer.getStatusCode() == 202);
        assertThat(container.listBlobs()).isEmpty();
    }

    @Test
    void the_tiers_of_many_blobs_are_set_at_once() {
        List<String> urls = upload(20);

        batches.setBlobsAccessTier(urls, AccessTier.COOL).forEach(answer -> {});

        assertThat(container.listBlobs())
                .hasSize(20)
                .allMatch(blob -> blob.getProperties().getAccessTier().equals(AccessTier.COOL));
    }

    @Test
    void each_request_of_a_batch_has_an_answer_of_its_own() {
        String url = upload(1).get(0);
        BlobBatch batch = batches.getBlobBatch();
        Response<Void> missing =
                batch.deleteBlob(container.getBlobClient("nowhere").getBlobUrl());
        Response<Void> there = batch.deleteBlob(url);

        batches.submitBatchWithResponse(batch, false, null, null);

        assertThat(there.getStatusCode()).isEqualTo(202);
        assertThatExceptionOfType(BlobStorageException.class)
                .isThrownBy(missing::getStatusCode)
                .returns(404, BlobStorageException::getStatusCode)
                .returns(BlobErrorCode.BLOB_NOT_FOUND, BlobStorageException::getErrorCode);
        assertThat(container.listBlobs()).extracting(BlobItem::getName).isEmpty();
    }

    private List<String> upload(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> container.getBlobClient("dir/" + i + " ü+"))
                .map(blob -> {
                    blob.upload(BinaryData.fromString("x"));
                    return blob.getBlobUrl();
                })
                .toList();
    }
}
