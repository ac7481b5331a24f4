package dev.nephelite.cloud.azurite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.models.AccessTier;
import com.azure.storage.blob.models.BlobContainerProperties;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.BlobType;
import com.azure.storage.blob.models.Block;
import com.azure.storage.blob.models.BlockList;
import com.azure.storage.blob.models.BlockListType;
import com.azure.storage.blob.models.CopyStatusType;
import com.azure.storage.blob.models.LeaseStateType;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.models.PublicAccessType;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueServiceClientBuilder;
import com.azure.storage.queue.models.PeekedMessageItem;
import dev.nephelite.cloud.LocalCloud;
import dev.nephelite.cloud.archive.UnfinishedImport;
import dev.nephelite.emulator.store.disk.DataFolderException;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.CloudClock;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.time.RandomIds;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Imports a folder that Azurite has written; its README says how. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AzuriteImportTest {
    /** A few seconds after Azurite was stopped. */
    private static final Instant STOPPED = Instant.parse("2026-12-01T01:55:40Z");

    @TempDir
    private Path folder;

    private @Nullable LocalCloud cloud;

    @AfterEach
    void stop() {
        if (cloud != null) {
            cloud.close();
        }
    }

    @Test
    void import_counts_what_it_has_moved() throws IOException {
        assertThat(imported(azurite())).isEqualTo(new ImportSummary(4, 12, 1, 3_602, 2, 7));
    }

    @Test
    void import_keeps_containers_with_everything_that_was_set_on_them() throws IOException {
        BlobServiceClient blobs = blobs();

        BlobContainerProperties one = blobs.getBlobContainerClient("one").getProperties();
        assertThat(one.getMetadata()).containsExactly(entry("a", "b"));
        assertThat(one.getBlobPublicAccess()).isEqualTo(PublicAccessType.BLOB);
        assertThat(one.getETag()).isEqualTo("0x2499BFDB4EF6320");
        assertThat(one.getLastModified()).isEqualTo(OffsetDateTime.parse("2026-12-01T01:55:27Z"));
        assertThat(blobs.getBlobContainerClient("one").getAccessPolicy().getIdentifiers())
                .singleElement()
                .satisfies(policy -> {
                    assertThat(policy.getId()).isEqualTo("p");
                    assertThat(policy.getAccessPolicy().getPermissions()).isEqualTo("r");
                    assertThat(policy.getAccessPolicy().getExpiresOn()).isEqualTo("2030-01-01T00:00:00Z");
                });
        assertThat(blobs.getBlobContainerClient("leased").getProperties().getLeaseState())
                .isEqualTo(LeaseStateType.LEASED);
        assertThat(blobs.getBlobContainerClient("$root")
                        .getBlobClient("in-root")
                        .downloadContent())
                .hasToString("root");
        assertThat(blobs.getProperties().getCors())
                .singleElement()
                .satisfies(rule -> assertThat(rule.getAllowedOrigins()).isEqualTo("http://x"));
    }

    @Test
    void import_keeps_the_content_and_the_properties_of_blobs() throws IOException {
        BlobContainerClient one = blobs().getBlobContainerClient("one");

        assertThat(one.listBlobs().stream().map(BlobItem::getName))
                .containsExactly(
                        "append.log",
                        "archived",
                        "blocks.bin",
                        "broken",
                        "copied",
                        "dir/put.txt",
                        "empty.bin",
                        "leased",
                        "leased60",
                        "page.vhd",
                        "ünï/ç d.txt");
        BlobClient put = one.getBlobClient("dir/put.txt");
        BlobProperties properties = put.getProperties();
        assertThat(put.downloadContent()).hasToString("hello again");
        assertThat(properties.getETag()).isEqualTo("0x1DFD9CA7CC86980");
        assertThat(properties.getContentMd5()).isNotNull();
        assertThat(properties.isAccessTierInferred()).isTrue();
        assertThat(one.getBlobClient("ünï/ç d.txt").downloadContent()).hasToString("grün");
        assertThat(one.getBlobClient("empty.bin").getProperties().getBlobSize()).isZero();
        assertThat(one.getBlobClient("archived").getProperties().getAccessTier())
                .isEqualTo(AccessTier.ARCHIVE);
        BlobProperties copied = one.getBlobClient("copied").getProperties();
        assertThat(copied.getCopyStatus()).isEqualTo(CopyStatusType.SUCCESS);
        assertThat(copied.getCopySource()).endsWith("/one/dir/put.txt");
    }

    @Test
    void import_keeps_snapshots() throws IOException {
        BlobContainerClient one = blobs().getBlobContainerClient("one");

        ListBlobsOptions withSnapshots = new ListBlobsOptions()
                .setPrefix("dir/")
                .setDetails(new BlobListDetails().setRetrieveSnapshots(true).setRetrieveTags(true));
        List<BlobItem> states = one.listBlobs(withSnapshots, null).stream().toList();

        assertThat(states.stream().map(BlobItem::getSnapshot)).containsExactly("2026-12-01T01:55:26.9160000Z", null);
        BlobClient snapshot = one.getBlobClient("dir/put.txt", "2026-12-01T01:55:26.9160000Z");
        BlobProperties properties = snapshot.getProperties();
        assertThat(snapshot.downloadContent()).hasToString("hello");
        assertThat(properties.getMetadata()).containsExactly(entry("snap", "1"));
        assertThat(properties.getContentType()).isEqualTo("text/plain");
        assertThat(properties.getCacheControl()).isEqualTo("no-cache");
        assertThat(properties.getContentLanguage()).isEqualTo("en");
        assertThat(properties.getContentDisposition()).isEqualTo("inline");
        assertThat(properties.getAccessTier()).isEqualTo(AccessTier.COOL);
        assertThat(snapshot.getTags()).containsExactly(entry("t", "1"));
    }

    @Test
    void import_keeps_committed_and_uncommitted_blocks() throws IOException {
        BlobContainerClient one = blobs().getBlobContainerClient("one");

        BlobClient blocks = one.getBlobClient("blocks.bin");
        BlockList list = blocks.getBlockBlobClient().listBlocks(BlockListType.ALL);
        assertThat(list.getCommittedBlocks().stream().map(Block::getName)).containsExactly("QUFBQQ==", "QUFBQg==");
        assertThat(list.getUncommittedBlocks().stream().map(Block::getName)).containsExactly("QUFBQw==");
        assertThat(blocks.downloadContent()).hasToString("x".repeat(1000) + "y".repeat(1000));

        BlobClient uncommitted = one.getBlobClient("uncommitted.bin");
        uncommitted.getBlockBlobClient().commitBlockList(List.of("QUFBQQ=="));
        assertThat(uncommitted.downloadContent()).hasToString("q".repeat(10));
    }

    @Test
    void import_keeps_append_and_page_blobs() throws IOException {
        BlobContainerClient one = blobs().getBlobContainerClient("one");

        BlobClient append = one.getBlobClient("append.log");
        assertThat(append.getProperties().getBlobType()).isEqualTo(BlobType.APPEND_BLOB);
        assertThat(append.getProperties().getCommittedBlockCount()).isEqualTo(2);
        assertThat(append.downloadContent()).hasToString("onetwo");

        BlobClient page = one.getBlobClient("page.vhd");
        assertThat(page.getProperties().getBlobSize()).isEqualTo(16_384);
        assertThat(page.getPageBlobClient().listPageRanges(new BlobRange(0)).stream()
                        .map(range -> range.getRange().getOffset() + "+"
                                + range.getRange().getLength()))
                .containsExactly("1024+512", "4096+1024");
        byte[] content = page.downloadContent().toBytes();
        assertThat(new String(content, 1024, 512, StandardCharsets.US_ASCII)).isEqualTo("p".repeat(512));
        assertThat(content[0]).isZero();
    }

    @Test
    void import_keeps_leases() throws IOException {
        BlobContainerClient one = blobs().getBlobContainerClient("one");

        assertThat(one.getBlobClient("leased").getProperties().getLeaseState()).isEqualTo(LeaseStateType.LEASED);
        assertThat(one.getBlobClient("leased60").getProperties().getLeaseState())
                .isEqualTo(LeaseStateType.LEASED);
        assertThat(one.getBlobClient("broken").getProperties().getLeaseState()).isEqualTo(LeaseStateType.BROKEN);

        clock().advance(Duration.ofMinutes(1));
        assertThat(one.getBlobClient("leased60").getProperties().getLeaseState())
                .isEqualTo(LeaseStateType.EXPIRED);
        assertThat(one.getBlobClient("leased").getProperties().getLeaseState()).isEqualTo(LeaseStateType.LEASED);
    }

    @Test
    void import_keeps_queues_and_messages() throws IOException {
        QueueClient orders = new QueueServiceClientBuilder()
                .connectionString(start().connectionString())
                .buildClient()
                .getQueueClient("orders");

        assertThat(orders.getProperties().getMetadata()).containsExactly(entry("qa", "qb"));
        assertThat(orders.getProperties().getApproximateMessagesCountLong()).isEqualTo(7);
        assertThat(orders.getAccessPolicy().stream()).hasSize(1);
        assertThat(texts(orders)).containsExactly("m1", "m2", "m3", "m4", "<ä & ö>");
        PeekedMessageItem first = orders.peekMessage();
        assertThat(first.getMessageId()).isEqualTo("1e7e2110-d1cd-4584-bd36-51baaf10857b");
        assertThat(first.getExpirationTime()).isEqualTo(OffsetDateTime.parse("2026-12-08T01:55:27Z"));

        clock().advance(Duration.ofHours(1));
        assertThat(texts(orders)).containsExactly("m1", "m2", "m3", "m4", "<ä & ö>", "late", "m0");
    }

    @Test
    void import_refuses_a_folder_without_files_of_Azurite_and_makes_nothing() throws IOException {
        assertThatThrownBy(() -> imported(folder))
                .isInstanceOf(AzuriteDataException.class)
                .hasMessage(folder + ": contains no data of Azurite");

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void import_changes_no_existing_folder() throws IOException {
        Files.createDirectory(location());
        Path mine = Files.writeString(location().resolve("letter.txt"), "Dear");

        assertThatThrownBy(() -> imported(azurite())).isInstanceOf(DataFolderException.class);

        assertThat(location()).isDirectoryContaining(mine::equals);
    }

    @Test
    void import_deletes_what_one_into_the_same_folder_that_was_killed_has_left() throws IOException {
        Path killed = Files.createDirectories(folder.resolve("data.import-1/data/journal"));
        Files.writeString(killed.resolve("1"), "half a frame");
        Files.createFile(folder.resolve("data.import-1/nephelite-import.lock"));

        imported(azurite());

        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(location()));
    }

    @Test
    void import_leaves_folders_with_such_names_that_it_has_not_made_and_those_in_use() throws IOException {
        Path others = Files.createDirectories(folder.resolve("data.import-1/data"));
        Path elsewhere = Files.createDirectories(folder.resolve("other.import-1"));
        Files.createFile(elsewhere.resolve("nephelite-import.lock"));
        try (UnfinishedImport inProgress = UnfinishedImport.beside(location())) {
            Files.createDirectory(inProgress.dataFolder());

            imported(azurite());

            assertThat(inProgress.dataFolder()).isDirectory();
        }
        assertThat(others).isDirectory();
        assertThat(elsewhere).isNotEmptyDirectory();
    }

    @Test
    void import_names_a_content_file_that_is_missing_and_makes_nothing() throws IOException {
        Path copy = copy(azurite());
        Path missing = copy.resolve("__blobstorage__/2b21147e-f13a-43d7-aaf8-bf891158e7b2");
        Files.delete(missing);

        assertThatThrownBy(() -> imported(copy))
                .isInstanceOf(AzuriteDataException.class)
                .hasMessageStartingWith(missing + ": is missing");

        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(copy));
    }

    @Test
    void import_names_a_file_that_ends_in_the_middle() throws IOException {
        Path copy = copy(azurite());
        Path database = copy.resolve("__azurite_db_blob__.json");
        String text = Files.readString(database);
        Files.writeString(database, text.substring(0, text.length() / 2));

        assertThatThrownBy(() -> imported(copy))
                .isInstanceOf(AzuriteDataException.class)
                .hasMessageStartingWith(database + ": ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "null"})
    void import_names_a_file_that_has_lost_its_content(String text) throws IOException {
        Path copy = copy(azurite());
        Path database = copy.resolve("__azurite_db_blob__.json");
        Files.writeString(database, text);

        assertThatThrownBy(() -> imported(copy))
                .isInstanceOf(AzuriteDataException.class)
                .hasMessage(database + ": is not a file that Azurite has written completely: it has no collections");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"offset\":0 | \"offset\":-5",
                "\"count\":5 | \"count\":-5",
                "\"offset\":0 | \"offset\":9223372036854775807",
                "\"name\":\"one\" | \"name\":\"two\"",
                "\"contentType\":\" | \"contentType\":\"\\r\\nx: ",
                "\"metadata\":{\"a\" | \"metadata\":{\"a\\r\\nx\"",
                "\"lastModified\":\" | \"lastModified\":\"+10000-01-01T00:00:00Z\", \"was\":\"",
                "\"id\":\"2b21147e | \"id\":\"\\u00002b21147e",
                "\"etag\":\" | \"etag\":\"\\r\\nx: ",
                "\"copySource\":\" | \"copySource\":\"\\r\\nx: ",
                "\"accountName\":\" | \"accountName\":\"\\u0000"
            })
    void import_names_the_file_with_a_record_that_is_invalid(String valid, String invalid) throws IOException {
        Path copy = copy(azurite());
        Path database = copy.resolve("__azurite_db_blob__.json");
        String text = Files.readString(database);
        assertThat(text).contains(valid);
        Files.writeString(database, text.replace(valid, invalid));

        assertThatThrownBy(() -> imported(copy))
                .isInstanceOf(AzuriteDataException.class)
                .hasMessageContaining(copy.toString());

        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(copy));
    }

    @Test
    void import_reads_no_file_outside_of_the_folder() throws IOException {
        Path copy = copy(azurite());
        Path extents = copy.resolve("__azurite_db_blob_extent__.json");
        Files.writeString(extents, Files.readString(extents).replace("\"path\":\"", "\"path\":\"../../../../etc/"));

        assertThatThrownBy(() -> imported(copy))
                .isInstanceOf(AzuriteDataException.class)
                .hasMessageContaining("names a content file outside of");
    }

    private ImportSummary imported(Path azurite) throws IOException {
        return new AzuriteImport(azurite, Clocks.single(new ManualClock(STOPPED)), RandomIds.seeded(1), progress -> {})
                .to(location());
    }

    private Path location() {
        return folder.resolve("data");
    }

    /** Starts a cloud on the imported data, at the time when Azurite was stopped. */
    private LocalCloud start() throws IOException {
        imported(azurite());
        LocalCloud started = LocalCloud.builder()
                .location(location())
                .startTime(STOPPED)
                .frozenClock()
                .start();
        cloud = started;
        return started;
    }

    private BlobServiceClient blobs() throws IOException {
        return new BlobServiceClientBuilder()
                .connectionString(start().connectionString())
                .buildClient();
    }

    private CloudClock clock() {
        return Objects.requireNonNull(cloud).clock();
    }

    private static List<String> texts(QueueClient queue) {
        return queue.peekMessages(32, null, null).stream()
                .map(message -> message.getBody().toString())
                .toList();
    }

    private static Path azurite() {
        try {
            return Path.of(Objects.requireNonNull(AzuriteImportTest.class.getResource("/azurite"))
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Path copy(Path original) throws IOException {
        Path copy = folder.resolve("copy");
        try (Stream<Path> files = Files.walk(original)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(original.relativize(file).toString()));
            }
        }
        return copy;
    }
}
