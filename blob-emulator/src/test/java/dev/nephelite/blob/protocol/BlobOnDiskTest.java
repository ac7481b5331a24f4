package dev.nephelite.blob.protocol;

import static org.hamcrest.Matchers.equalTo;

import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.Durability;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.RandomIds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Blobs that are too large for the records and are sent straight from their files. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BlobOnDiskTest {
    private static final String CONTENT =
            IntStream.range(0, 40_000).mapToObj("%05d"::formatted).collect(Collectors.joining());

    private final DataFolder folder;
    private final BlobService service;

    BlobOnDiskTest(@TempDir Path location) throws IOException {
        folder = DataFolder.open(location);
        service = new BlobService(
                clock -> Store.open(folder, Durability.PROCESS, Clocks.single(clock), RandomIds.seeded(1)));
    }

    @BeforeEach
    void create() {
        service.container("photos");
        service.put("/photos/whole", CONTENT);
        service.putBlock("/photos/blocks", "YQ==", CONTENT.substring(0, 90_000));
        service.putBlock("/photos/blocks", "Yg==", CONTENT.substring(90_000));
        service.xml("<BlockList><Latest>YQ==</Latest><Latest>Yg==</Latest></BlockList>")
                .put("/photos/blocks?comp=blocklist");
    }

    @AfterEach
    void close() throws IOException {
        service.close();
        folder.close();
    }

    @ParameterizedTest
    @CsvSource({
        "whole, 0, 199999",
        "whole, 1, 199999",
        "whole, 20000, 20001",
        "whole, 70000, 150000",
        "blocks, 1, 199999",
        "blocks, 89999, 90000",
        "blocks, 95000, 199999"
    })
    void any_range_has_just_its_bytes(String name, int first, int last) {
        service.request()
                .header("Range", "bytes=" + first + "-" + last)
                .get("/photos/" + name)
                .then()
                .statusCode(206)
                .body(equalTo(CONTENT.substring(first, last + 1)));
    }
}
