package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.Durability;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.testing.WrittenFolder;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** A data folder that was written in an older format at noon, in the current Blob service. */
@ParameterizedClass
@ValueSource(strings = {"format-1.zip", "format-2.zip", "format-3.zip", "format-4.zip"})
@DisplayNameGeneration(ReplaceUnderscores.class)
class UpgradeTest {
    private final DataFolder folder;
    private BlobService service;

    UpgradeTest(String written, @TempDir Path location) throws IOException {
        folder = WrittenFolder.open(written, location);
        service = open();
    }

    @BeforeEach
    void startOnceMore() {
        service.close();
        service = open();
    }

    @AfterEach
    void close() throws IOException {
        service.close();
        folder.close();
    }

    @Test
    void has_the_containers() {
        get("/?comp=list&include=metadata")
                .body("EnumerationResults.Containers.Container.Name", contains("empty", "photo", "photos"))
                .body("EnumerationResults.Containers.Container[2].Metadata.owner", equalTo("Anna"));
    }

    @Test
    void has_the_blobs_in_their_order() {
        get("/photos?restype=container&comp=list&include=uncommittedblobs")
                .body(
                        "EnumerationResults.Blobs.Blob.Name",
                        contains("2026/b.txt", "2026/\u00e4.txt", "blocks", "cat.jpg", "large", "waiting"));
        get("/photos?restype=container&comp=list&delimiter=/")
                .body("EnumerationResults.Blobs.BlobPrefix.Name", equalTo("2026/"))
                .body("EnumerationResults.Blobs.Blob.Name", contains("blocks", "cat.jpg", "large"));
        get("/photo?restype=container&comp=list").body("EnumerationResults.Blobs.Blob.Name", equalTo("cat.jpg"));
    }

    @Test
    void has_what_is_known_of_a_blob() {
        get("/photos/cat.jpg")
                .header("Content-Type", "image/jpeg")
                .header("Cache-Control", "no-store")
                .header("x-ms-meta-color", "black")
                .header("Last-Modified", BlobService.NOON_AS_HEADER)
                .body(equalTo("miau"));
        service.request().head("/photos/cat.jpg").then().header("x-ms-access-tier", "Cool");
    }

    @Test
    void has_the_bytes_of_all_blobs() {
        get("/photos/2026/%C3%A4.txt").body(equalTo("umlaut"));
        get("/photos/large").body(equalTo("x".repeat(20_000)));
        get("/photos/blocks").body(equalTo("a".repeat(9_000) + "b"));
        get("/photo/cat.jpg").body(equalTo("another cat"));
    }

    @Test
    void has_the_blocks_that_wait() {
        get("/photos/blocks?comp=blocklist&blocklisttype=all")
                .body("BlockList.CommittedBlocks.Block.Name", contains("YQ==", "Yg=="))
                .body("BlockList.UncommittedBlocks.Block.Name", equalTo("Yw=="));
        service.putBlock("/photos/waiting", "Yw==", " three");
        service.xml("<BlockList><Latest>YQ==</Latest><Latest>Yg==</Latest><Latest>Yw==</Latest></BlockList>")
                .put("/photos/waiting?comp=blocklist")
                .then()
                .statusCode(201);
        get("/photos/waiting").body(equalTo("one two three"));
    }

    @Test
    void has_the_settings_and_the_events() {
        get("/?restype=service&comp=properties")
                .body("StorageServiceProperties.DefaultServiceVersion", equalTo("2021-12-02"));
        assertThat(service.events()).hasSize(10);
    }

    private ValidatableResponse get(String path) {
        return service.request().get(path).then().statusCode(200);
    }

    private BlobService open() {
        return new BlobService(
                clock -> Store.open(folder, Durability.PROCESS, Clocks.single(clock), RandomIds.seeded(1)));
    }
}
