package dev.nephelite.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nephelite.testing.TemporaryCloud;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people type: <a href="https://learn.microsoft.com/cli/azure/storage">az storage</a>. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AzureCliTest {
    private final TemporaryCloud cloud = new TemporaryCloud();

    @TempDir
    private Path folder;

    private Program az;

    @BeforeEach
    void configure() {
        Map<String, String> environment = Map.of(
                "AZURE_CONFIG_DIR", folder.resolve("configuration").toString(),
                "AZURE_CORE_COLLECT_TELEMETRY", "no",
                "AZURE_CORE_ONLY_SHOW_ERRORS", "yes",
                "AZURE_CORE_OUTPUT", "tsv",
                "AZURE_STORAGE_CONNECTION_STRING", cloud.connectionString());
        az = Program.require("az", folder, environment);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void a_folder_goes_up_and_comes_down() throws Exception {
        Path up = Files.createDirectory(folder.resolve("up"));
        Files.createDirectory(up.resolve("a folder"));
        Files.write(up.resolve("a folder/a+b 100%.bin"), new byte[5_000_000]);
        Files.writeString(up.resolve("note.txt"), "kept");
        Files.createFile(up.resolve("empty"));
        Path down = Files.createDirectory(folder.resolve("down"));

        storage("container", "create", "-n", "files");
        storage("blob", "upload-batch", "-s", "up", "-d", "files");
        storage("blob", "download-batch", "-s", "files", "-d", "down");

        assertThat(storage("blob", "list", "-c", "files", "--query", "[].name"))
                .isEqualToIgnoringNewLines("a folder/a+b 100%.bin\nempty\nnote.txt\n");
        assertThat(down.resolve("a folder/a+b 100%.bin")).hasSize(5_000_000);
        assertThat(down.resolve("note.txt")).hasContent("kept");
        assertThat(down.resolve("empty")).isEmptyFile();
        storage("blob", "delete-batch", "-s", "files", "--pattern", "a folder/*");
        assertThat(storage("blob", "list", "-c", "files", "--query", "[].name"))
                .isEqualToIgnoringNewLines("empty\nnote.txt\n");
    }

    @Test
    void a_blob_is_shared_by_a_signature() throws Exception {
        Files.writeString(folder.resolve("note.txt"), "shared");
        storage("container", "create", "-n", "files");
        storage("blob", "upload", "-c", "files", "-f", "note.txt", "--metadata", "owner=Anna");

        String uri = storage(
                "blob",
                "generate-sas",
                "-c",
                "files",
                "-n",
                "note.txt",
                "--permissions",
                "r",
                "--expiry",
                "2099-01-01T00:00Z",
                "--full-uri");

        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(uri.strip())).build(), BodyHandlers.ofString());
        assertThat(answer.body()).isEqualTo("shared");
        assertThat(answer.headers().firstValue("x-ms-meta-owner")).contains("Anna");
    }

    @ParameterizedTest
    @ValueSource(strings = {"append", "page"})
    void storageBlobUpload_sets_the_metadata_of_a_blob_that_is_made_of_pieces(String type) throws Exception {
        Files.write(folder.resolve("pages"), new byte[1024]);
        storage("container", "create", "-n", "files");

        storage("blob", "upload", "-c", "files", "-f", "pages", "--type", type, "--metadata", "owner=Anna");

        assertThat(storage("blob", "metadata", "show", "-c", "files", "-n", "pages", "--query", "owner"))
                .isEqualTo("Anna\n");
    }

    @Test
    void a_leased_container_is_deleted_with_its_lease() throws Exception {
        storage("container", "create", "-n", "files");

        String lease = storage("container", "lease", "acquire", "-c", "files").strip();

        assertThatThrownBy(() -> storage("container", "delete", "-n", "files")).hasMessageContaining("LeaseIdMissing");
        storage("container", "delete", "-n", "files", "--lease-id", lease);
        assertThat(storage("container", "exists", "-n", "files", "--query", "exists"))
                .isEqualTo("false\n");
    }

    @Test
    void a_snapshot_stays_as_it_was() throws Exception {
        Path note = Files.writeString(folder.resolve("note.txt"), "old");
        storage("container", "create", "-n", "files");
        storage("blob", "upload", "-c", "files", "-f", "note.txt");

        String snapshot = storage("blob", "snapshot", "-c", "files", "-n", "note.txt", "--query", "snapshot")
                .strip();
        Files.writeString(note, "new");
        storage("blob", "upload", "-c", "files", "-f", "note.txt", "--overwrite");
        storage("blob", "download", "-c", "files", "-n", "note.txt", "--snapshot", snapshot, "-f", "old.txt");
        storage("blob", "download", "-c", "files", "-n", "note.txt", "-f", "new.txt");

        assertThat(folder.resolve("old.txt")).hasContent("old");
        assertThat(folder.resolve("new.txt")).hasContent("new");
    }

    @Test
    void messages_are_put_seen_and_got() throws Exception {
        storage("queue", "create", "-n", "tasks");
        storage("message", "put", "-q", "tasks", "--content", "first <&>");

        assertThat(storage("message", "peek", "-q", "tasks", "--query", "[].content"))
                .isEqualTo("first <&>\n");
        String[] held = storage("message", "get", "-q", "tasks", "--query", "[0].[id, popReceipt]")
                .split("\\s+", -1);
        storage("message", "delete", "-q", "tasks", "--id", held[0], "--pop-receipt", held[1]);

        assertThat(storage("message", "get", "-q", "tasks", "--visibility-timeout", "1"))
                .isEmpty();
    }

    private String storage(String... arguments) throws Exception {
        return az.run(Stream.concat(Stream.of("storage"), Stream.of(arguments)).toArray(String[]::new));
    }
}
