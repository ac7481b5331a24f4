package dev.nephelite.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlockListType;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.models.ParallelTransferOptions;
import com.azure.storage.blob.options.BlobInputStreamOptions;
import com.azure.storage.blob.options.BlobParallelUploadOptions;
import com.azure.storage.blob.options.BlockBlobOutputStreamOptions;
import com.azure.storage.blob.specialized.BlobInputStream;
import com.azure.storage.blob.specialized.BlobOutputStream;
import dev.nephelite.Film;
import dev.nephelite.testing.TemporaryCloud;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Much at once: what the client library does in parallel, in blocks and in streams. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TransferSdkTest {
    private static final long MEBIBYTE = 1024 * 1024;

    private final TemporaryCloud cloud = new TemporaryCloud();
    private final BlobContainerClient container = cloud.blobs().createBlobContainer("films");
    private final BlobClient blob = container.getBlobClient("long");

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void a_gibibyte_goes_up_and_comes_down_in_parallel() throws Exception {
        MessageDigest sent = md5();
        ParallelTransferOptions parallel =
                new ParallelTransferOptions().setBlockSizeLong(16 * MEBIBYTE).setMaxConcurrency(4);
        Path copy = folder.resolve("copy");

        blob.uploadWithResponse(
                new BlobParallelUploadOptions(new DigestInputStream(new Film(1024 * MEBIBYTE), sent))
                        .setParallelTransferOptions(parallel),
                null,
                null);
        blob.downloadToFileWithResponse(copy.toString(), null, parallel, null, null, false, null, null);

        assertThat(blob.getBlockBlobClient().listBlocks(BlockListType.COMMITTED).getCommittedBlocks())
                .hasSize(64);
        try (InputStream file = Files.newInputStream(copy)) {
            assertThat(md5(file)).isEqualTo(sent.digest());
        }
    }

    @Test
    void a_stream_is_written_in_blocks_and_read_from_anywhere() throws IOException {
        byte[] film = new Film(9 * MEBIBYTE + 5).readAllBytes();
        BlockBlobOutputStreamOptions blocks = new BlockBlobOutputStreamOptions()
                .setMetadata(Map.of("by", "stream"))
                .setParallelTransferOptions(new ParallelTransferOptions()
                        .setBlockSizeLong(MEBIBYTE)
                        .setMaxSingleUploadSizeLong(MEBIBYTE)
                        .setMaxConcurrency(3));
        try (BlobOutputStream out = blob.getBlockBlobClient().getBlobOutputStream(blocks)) {
            out.write(film, 0, 4_000_000);
            out.write(film, 4_000_000, film.length - 4_000_000);
        }

        try (BlobInputStream in = blob.openInputStream(new BlobInputStreamOptions().setBlockSize(1_000_000))) {
            assertThat(in.getProperties().getMetadata()).containsEntry("by", "stream");
            assertThat(in.readNBytes(10)).isEqualTo(Arrays.copyOf(film, 10));
            assertThat(in.skip(7_000_000)).isEqualTo(7_000_000);
            assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(film, 7_000_010, film.length));
        }
    }

    @Test
    void a_stream_that_is_not_closed_leaves_no_blob() throws IOException {
        BlockBlobOutputStreamOptions blocks = new BlockBlobOutputStreamOptions()
                .setParallelTransferOptions(
                        new ParallelTransferOptions().setBlockSizeLong(MEBIBYTE).setMaxSingleUploadSizeLong(MEBIBYTE));
        BlobOutputStream open = blob.getBlockBlobClient().getBlobOutputStream(blocks);
        open.write(new byte[3 * (int) MEBIBYTE]);
        open.flush();

        assertThat(blob.exists()).isFalse();
        open.close();
        assertThat(blob.getProperties().getBlobSize()).isEqualTo(3 * MEBIBYTE);
    }

    @Test
    void a_reader_is_told_when_the_blob_has_changed() throws IOException {
        blob.upload(BinaryData.fromBytes(new byte[3_000_000]));

        try (BlobInputStream in = blob.openInputStream(new BlobInputStreamOptions().setBlockSize(1_000_000))) {
            in.readNBytes(10);
            blob.upload(BinaryData.fromString("another"), true);

            assertThatIOException().isThrownBy(in::readAllBytes).withMessageContaining("ConditionNotMet");
        }
    }

    @Test
    void a_folder_goes_up_and_comes_down_by_many_threads() throws Exception {
        List<String> names = IntStream.range(0, 500)
                .mapToObj("folder %1$d/file %1$d.txt"::formatted)
                .toList();

        eachBySomeThread(names, name -> {
            container.getBlobClient(name).upload(BinaryData.fromString("this is " + name));
            return name;
        });

        assertThat(container.listBlobs(new ListBlobsOptions().setMaxResultsPerPage(100), null))
                .extracting(BlobItem::getName)
                .containsExactlyElementsOf(new TreeSet<>(names));
        assertThat(eachBySomeThread(
                        names,
                        name -> container.getBlobClient(name).downloadContent().toString()))
                .containsExactlyElementsOf(
                        names.stream().map("this is "::concat).toList());
    }

    /** By threads of its own, for the library's client needs those that all programs share. */
    private static List<String> eachBySomeThread(List<String> names, UnaryOperator<String> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<String>> tasks = new ArrayList<>();
            names.forEach(name -> tasks.add(() -> work.apply(name)));
            List<String> results = new ArrayList<>();
            for (Future<String> task : threads.invokeAll(tasks)) {
                results.add(task.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private static byte[] md5(InputStream bytes) throws IOException {
        MessageDigest digest = md5();
        new DigestInputStream(bytes, digest).transferTo(OutputStream.nullOutputStream());
        return digest.digest();
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
