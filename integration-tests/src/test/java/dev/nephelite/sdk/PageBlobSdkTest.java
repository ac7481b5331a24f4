package dev.nephelite.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.azure.core.http.HttpRange;
import com.azure.core.http.rest.PagedResponse;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.BlobType;
import com.azure.storage.blob.models.DeleteSnapshotsOptionType;
import com.azure.storage.blob.models.PageBlobItem;
import com.azure.storage.blob.models.PageBlobRequestConditions;
import com.azure.storage.blob.models.PageRange;
import com.azure.storage.blob.models.PageRangeItem;
import com.azure.storage.blob.models.SequenceNumberActionType;
import com.azure.storage.blob.options.ListPageRangesOptions;
import com.azure.storage.blob.options.PageBlobCreateOptions;
import com.azure.storage.blob.specialized.BlobClientBase;
import com.azure.storage.blob.specialized.PageBlobClient;
import dev.nephelite.testing.TemporaryCloud;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PageBlobSdkTest {
    private static final int PAGE = PageBlobClient.PAGE_BYTES;

    private final TemporaryCloud cloud = new TemporaryCloud();
    private final BlobContainerClient container = cloud.blobs().getBlobContainerClient("disks");
    private final BlobClient blob = container.getBlobClient("disk.vhd");
    private final PageBlobClient disk = blob.getPageBlobClient();

    @BeforeEach
    void create() {
        container.create();
        disk.create(8L * PAGE);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void pages_are_written_and_cleared_in_place() {
        PageBlobItem written = write(2, 3, 'a');
        write(3, 1, 'b');
        disk.clearPages(range(4, 1));

        assertThat(written.getBlobSequenceNumber()).isZero();
        assertThat(written.isServerEncrypted()).isTrue();
        assertThat(look()).isEqualTo("..ab....");
        BlobProperties properties = disk.getProperties();
        assertThat(properties.getBlobType()).isEqualTo(BlobType.PAGE_BLOB);
        assertThat(properties.getBlobSize()).isEqualTo(8L * PAGE);
        assertThat(container.listBlobs())
                .extracting(BlobItem::getProperties)
                .extracting(found -> found.getBlobSequenceNumber())
                .containsExactly(0L);
    }

    @Test
    void a_stream_writes_pages() throws IOException {
        byte[] bytes = new byte[2 * PAGE];
        new Random(1).nextBytes(bytes);
        try (OutputStream stream = disk.getBlobOutputStream(range(1, 2))) {
            stream.write(bytes);
        }

        assertThat(Arrays.copyOfRange(blob.downloadContent().toBytes(), PAGE, 3 * PAGE))
                .isEqualTo(bytes);
    }

    @Test
    void the_ranges_that_were_written_are_listed() {
        write(0, 1, 'a');
        write(1, 2, 'b');
        write(5, 1, 'c');

        assertThat(disk.listPageRanges(new BlobRange(0)))
                .extracting(PageRangeItem::getRange)
                .containsExactly(new HttpRange(0, 3L * PAGE), new HttpRange(5L * PAGE, (long) PAGE));
        assertThat(disk.listPageRanges(new BlobRange(2L * PAGE + 1, 3L * PAGE)))
                .extracting(PageRangeItem::getRange)
                .containsExactly(new HttpRange(2L * PAGE, (long) PAGE), new HttpRange(5L * PAGE, (long) PAGE));
    }

    @Test
    void a_snapshot_stays_as_it_is_and_what_changed_since_is_listed() {
        write(0, 4, 'a');
        BlobClientBase snapshot = disk.createSnapshot();
        write(1, 1, 'b');
        disk.clearPages(range(2, 1));
        write(6, 1, 'c');

        assertThat(look(snapshot)).isEqualTo("aaaa....");
        assertThat(look()).isEqualTo("ab.a..c.");
        assertThat(disk.listPageRangesDiff(new BlobRange(0), snapshot.getSnapshotId()))
                .extracting(item -> item.getRange().getOffset() / PAGE + (item.isClear() ? " cleared" : ""))
                .containsExactly("1", "6", "2 cleared");

        disk.deleteWithResponse(DeleteSnapshotsOptionType.ONLY, null, null, null);
        assertThat(look()).isEqualTo("ab.a..c.");
    }

    @Test
    void long_lists_of_ranges_come_page_by_page() {
        for (int page = 0; page < 8; page += 2) {
            write(page, 1, 'a');
        }

        List<Integer> sizes = new ArrayList<>();
        List<HttpRange> ranges = new ArrayList<>();
        ListPageRangesOptions options = new ListPageRangesOptions(new BlobRange(0)).setMaxResultsPerPage(3);
        for (PagedResponse<PageRangeItem> part :
                disk.listPageRanges(options, null, null).iterableByPage()) {
            sizes.add(part.getValue().size());
            part.getValue().forEach(item -> ranges.add(item.getRange()));
        }
        assertThat(sizes).containsExactly(3, 1);
        assertThat(ranges).extracting(HttpRange::getOffset).containsExactly(0L, 1024L, 2048L, 3072L);
    }

    @Test
    void its_length_and_its_number_may_change() {
        write(7, 1, 'a');
        disk.resize(4L * PAGE);
        disk.resize(8L * PAGE);
        disk.updateSequenceNumber(SequenceNumberActionType.UPDATE, 5L);
        disk.updateSequenceNumber(SequenceNumberActionType.INCREMENT, null);

        assertThat(look()).isEqualTo("........");
        assertThat(disk.getProperties().getBlobSequenceNumber()).isEqualTo(6);
    }

    @Test
    void pages_are_written_only_while_the_number_is_as_expected() {
        disk.createWithResponse(new PageBlobCreateOptions(PAGE).setSequenceNumber(3L), null, null);

        PageBlobRequestConditions conditions = new PageBlobRequestConditions().setIfSequenceNumberLessThan(3L);
        assertThatExceptionOfType(BlobStorageException.class)
                .isThrownBy(() -> disk.clearPagesWithResponse(range(0, 1), conditions, null, null))
                .returns(BlobErrorCode.SEQUENCE_NUMBER_CONDITION_NOT_MET, BlobStorageException::getErrorCode);
    }

    @Test
    void pages_behind_its_end_are_refused() {
        assertThatExceptionOfType(BlobStorageException.class)
                .isThrownBy(() -> write(8, 1, 'a'))
                .returns(BlobErrorCode.INVALID_PAGE_RANGE, BlobStorageException::getErrorCode);
        assertThatExceptionOfType(BlobStorageException.class)
                .isThrownBy(() ->
                        disk.listPageRanges(new BlobRange(8L * PAGE)).stream().count())
                .returns(BlobErrorCode.INVALID_RANGE, BlobStorageException::getErrorCode);
    }

    private PageBlobItem write(int page, int count, char letter) {
        byte[] bytes = new byte[count * PAGE];
        Arrays.fill(bytes, (byte) letter);
        return disk.uploadPages(range(page, count), new ByteArrayInputStream(bytes));
    }

    /** The first letter of every page, or a dot for zeros. */
    private String look() {
        return look(blob);
    }

    private static String look(BlobClientBase blob) {
        byte[] bytes = blob.downloadContent().toBytes();
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < bytes.length; i += PAGE) {
            letters.append(bytes[i] == 0 ? '.' : (char) bytes[i]);
        }
        return letters.toString();
    }

    private static PageRange range(int page, int count) {
        return new PageRange().setStart((long) page * PAGE).setEnd((long) (page + count) * PAGE - 1);
    }
}
