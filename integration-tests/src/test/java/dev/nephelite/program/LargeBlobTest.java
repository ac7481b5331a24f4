package dev.nephelite.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import dev.nephelite.Film;
import dev.nephelite.testing.Await;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Blobs that do not fit into the program's memory, and clients that do not finish. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
@DisplayNameGeneration(ReplaceUnderscores.class)
class LargeBlobTest {
    private static final OffsetDateTime MUCH_LATER = OffsetDateTime.of(2099, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
    private static final long MEBIBYTE = 1024 * 1024;

    @TempDir
    private Path location;

    private Nephelite nephelite;
    private URI blob;

    @BeforeEach
    void start() throws Exception {
        nephelite = Nephelite.start(location, Map.of("JAVA_TOOL_OPTIONS", "-Xmx64m"));
        BlobServiceClient account = new BlobServiceClientBuilder()
                .connectionString(nephelite.connectionString())
                .buildClient();
        account.createBlobContainer("films");
        BlobContainerSasPermission all = BlobContainerSasPermission.parse("rcw");
        String signature =
                account.getBlobContainerClient("films").generateSas(new BlobServiceSasSignatureValues(MUCH_LATER, all));
        blob = URI.create(nephelite.blob() + "/films/long?" + signature);
    }

    @AfterEach
    void stop() {
        nephelite.close();
    }

    @Test
    void a_blob_several_times_larger_than_the_memory_comes_back_as_it_went() throws Exception {
        long length = 300 * MEBIBYTE;
        MessageDigest sent = MessageDigest.getInstance("MD5");
        HttpRequest upload = HttpRequest.newBuilder(blob)
                .header("x-ms-blob-type", "BlockBlob")
                .header("x-ms-version", "2021-12-02")
                .PUT(BodyPublishers.fromPublisher(
                        BodyPublishers.ofInputStream(() -> new DigestInputStream(new Film(length), sent)), length))
                .build();
        HttpClient client = HttpClient.newHttpClient();
        HttpResponse<String> uploaded = client.send(upload, BodyHandlers.ofString());

        MessageDigest received = MessageDigest.getInstance("MD5");
        HttpResponse<InputStream> download =
                client.send(HttpRequest.newBuilder(blob).build(), BodyHandlers.ofInputStream());
        try (InputStream bytes = new DigestInputStream(download.body(), received)) {
            assertThat(bytes.transferTo(OutputStream.nullOutputStream())).isEqualTo(length);
        }

        byte[] expected = sent.digest();
        assertThat(received.digest()).isEqualTo(expected);
        assertThat(uploaded.headers().firstValue("Content-MD5"))
                .contains(Base64.getEncoder().encodeToString(expected));
    }

    @Test
    void an_upload_that_is_broken_off_leaves_no_file_behind() throws Exception {
        try (Socket client = new Socket(blob.getHost(), blob.getPort())) {
            String head = "PUT " + blob.getRawPath() + "?" + blob.getRawQuery() + " HTTP/1.1\r\nHost: "
                    + blob.getAuthority() + "\r\nx-ms-blob-type: BlockBlob\r\nContent-Length: 10000000\r\n\r\n";
            client.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            client.getOutputStream().write(new byte[1_000_000]);
            awaitFiles(true);
        }

        awaitFiles(false);
    }

    private void awaitFiles(boolean wanted) throws IOException {
        Await.until(wanted ? "there are files" : "the files are gone", () -> hasFiles() == wanted);
    }

    private boolean hasFiles() throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(location.resolve("extents"))) {
            for (Path folder : folders) {
                try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                    if (files.iterator().hasNext()) {
                        return true;
                    }
                }
            }
            return false;
        } catch (NoSuchFileException none) {
            return false;
        }
    }
}
