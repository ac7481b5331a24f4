package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.blob.BlobEmulator;
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

/** A deleted container that is retained for three days, on disk. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RetainedContainerOnDiskTest {
    @TempDir
    private Path location;

    private DataFolder folder;
    private BlobService service;

    @BeforeEach
    void open() throws IOException {
        open(3);
    }

    @AfterEach
    void close() throws IOException {
        service.close();
        folder.close();
    }

    @Test
    void its_bytes_stay_for_that_time_and_go_then_though_nobody_asks_for_that_any_more() throws IOException {
        service.container("photos");
        service.put("/photos/large", "x".repeat(100_000));
        service.request().delete("/photos?restype=container").then().statusCode(202);
        service.clock.advance(Duration.ofDays(2));
        assertThat(files()).isEqualTo(1);

        close();
        open(0);
        service.clock.advance(Duration.ofDays(3).minusMillis(1));
        assertThat(files()).isEqualTo(1);
        service.clock.advance(Duration.ofMinutes(1));
        close();
        assertThat(files()).isZero();
        open(0);
    }

    private void open(int days) throws IOException {
        folder = DataFolder.open(location);
        service = new BlobService(
                clock -> Store.open(folder, Durability.PROCESS, Clocks.single(clock), RandomIds.seeded(1)),
                new BlobEmulator.Features(false, days));
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.walk(location.resolve("extents"))) {
            return files.filter(Files::isRegularFile).count();
        }
    }
}
