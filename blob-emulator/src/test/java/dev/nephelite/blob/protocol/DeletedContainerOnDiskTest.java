package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;

import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.Durability;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.RandomIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A deleted container with a blob of so many blocks that they are not all removed before the next stop. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DeletedContainerOnDiskTest {
    @TempDir
    private Path location;

    private DataFolder folder;
    private BlobService service;

    @BeforeEach
    void open() throws IOException {
        folder = DataFolder.open(location);
        service = new BlobService(
                clock -> Store.open(folder, Durability.PROCESS, Clocks.single(clock), RandomIds.seeded(1)));
    }

    @AfterEach
    void close() throws IOException {
        service.close();
        folder.close();
    }

    @Test
    void the_next_start_removes_the_rest_and_nobody_sees_any_of_it() throws IOException {
        service.container("photos");
        service.putBlock("/photos/large", "YQ==", "x".repeat(9_000));
        service.xml("<BlockList>" + "<Latest>YQ==</Latest>".repeat(2_000) + "</BlockList>")
                .put("/photos/large?comp=blocklist")
                .then()
                .statusCode(201);
        service.request().delete("/photos?restype=container").then().statusCode(202);
        service.clock.advance(Duration.ofMillis(10));
        close();
        open();
        assertThat(files()).isEqualTo(1);

        service.container("photos");
        service.request()
                .get("/photos?restype=container&comp=list&include=uncommittedblobs")
                .then()
                .body("EnumerationResults.Blobs", emptyString());
        service.clock.advance(Duration.ofMinutes(1));
        close();
        assertThat(files()).isZero();
        open();
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.walk(location.resolve("extents"))) {
            return files.filter(Files::isRegularFile).count();
        }
    }
}
