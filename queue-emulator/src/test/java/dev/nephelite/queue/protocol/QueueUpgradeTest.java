package dev.nephelite.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;

import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.Durability;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.testing.WrittenFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** A data folder that a version with an older format wrote at noon, in the Queue service of today. */
@ParameterizedClass
@ValueSource(strings = {"format-1.zip", "format-2.zip", "format-3.zip", "format-4.zip"})
@DisplayNameGeneration(ReplaceUnderscores.class)
class QueueUpgradeTest {
    private final DataFolder folder;
    private final QueueService service;

    QueueUpgradeTest(String written, @TempDir Path location) throws IOException {
        folder = WrittenFolder.open(written, location);
        service = new QueueService(
                clock -> Store.open(folder, Durability.PROCESS, Clocks.single(clock), RandomIds.seeded(1)));
    }

    @AfterEach
    void close() throws IOException {
        service.close();
        folder.close();
    }

    @Test
    void open_readsQueuesAndMessagesOfAnOlderFormat() {
        service.request()
                .get("/orders?comp=metadata")
                .then()
                .statusCode(200)
                .header("x-ms-meta-color", "red")
                .header("x-ms-approximate-messages-count", "3");
        assertThat(service.peek("orders")).containsExactly("first", "second");

        service.clock.advance(Duration.ofMinutes(1));
        assertThat(service.peek("orders")).containsExactly("first", "second", "later");
    }

    @Test
    void open_readsServicePropertiesOfAnOlderFormat() {
        service.request()
                .get("/?restype=service&comp=properties")
                .then()
                .statusCode(200)
                .body("StorageServiceProperties.Cors", emptyString());
    }
}
