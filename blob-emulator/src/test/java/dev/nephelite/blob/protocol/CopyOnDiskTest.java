package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.Durability;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.emulator.value.Account;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy shares the bytes of its source on disk. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CopyOnDiskTest {
    private final byte[] film = new byte[3 * 1024 * 1024];
    private final Path folder;
    private final DataFolder data;
    private final BlobService service;

    CopyOnDiskTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        data = DataFolder.open(folder);
        service = new BlobService(
                clock -> Store.open(data, Durability.PROCESS, Clocks.single(clock), RandomIds.seeded(1)));
    }

    @BeforeEach
    void create() {
        new Random(1).nextBytes(film);
        service.container("films");
        service.request().header("x-ms-blob-type", "BlockBlob").body(film).put("/films/original");
    }

    @AfterEach
    void close() throws IOException {
        service.close();
        data.close();
    }

    @Test
    void however_they_were_copied() throws IOException {
        long before = size();

        copy(202, "/films/a", service.request());
        copy(202, "/films/b", service.request().header("x-ms-requires-sync", "true"));
        copy(201, "/films/c", service.request().header("x-ms-blob-type", "BlockBlob"));
        copy(201, "/films/d?comp=block&blockid=YQ==", service.request());
        service.xml("<BlockList><Latest>YQ==</Latest></BlockList>").put("/films/d?comp=blocklist");

        assertThat(size() - before).isLessThan(100_000);
        for (String copy : new String[] {"a", "b", "c", "d"}) {
            assertThat(service.request().get("/films/" + copy).asByteArray()).isEqualTo(film);
        }
    }

    private void copy(int status, String path, RequestSpecification request) {
        String source = service.signed(Account.DEVELOPMENT, "films", "original", "r");
        request.header("x-ms-copy-source", source).put(path).then().statusCode(status);
    }

    private long size() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("extents"))) {
            long sum = 0;
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                sum += Files.size(file);
            }
            return sum;
        }
    }
}
