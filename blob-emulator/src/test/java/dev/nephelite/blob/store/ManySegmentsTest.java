package dev.nephelite.blob.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.blob.model.BlobAddress;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.model.ContainerName;
import dev.nephelite.emulator.store.GarbageCollector;
import dev.nephelite.emulator.store.content.Content;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blobs with more segments than are removed at once. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ManySegmentsTest {
    private static final ContainerName DISKS = new ContainerName("disks");
    private static final BlobAddress ADDRESS = StoreFolder.address(DISKS, "disk.vhd");
    private static final int MANY = GarbageCollector.CHUNK * 3;

    @TempDir
    private Path path;

    private StoreFolder folder;
    private Disk disk;

    /** All segments share the bytes of one file. */
    @BeforeEach
    void write() throws IOException {
        folder = new StoreFolder(path);
        folder.create(DISKS);
        disk = Disk.create(folder, ADDRESS, MANY);
        disk.write(0, 3, 'a');
        folder.write(tx -> {
            Content content = tx.reader().content(disk.stored(tx.reader()), 0, Disk.UNIT);
            for (int i = 3; i < MANY; i++) {
                tx.retain(content);
                tx.write(disk.layout(), (long) i * Disk.UNIT, content);
            }
        });
    }

    @AfterEach
    void close() throws IOException {
        folder.close();
    }

    @Test
    void the_rest_goes_soon_after_the_blob() {
        folder.write(tx -> tx.delete(ADDRESS));
        assertThat(folder.blob(ADDRESS)).isEmpty();
        assertThat(folder.records(BlobTables.SEGMENTS)).isPositive();
        assertThat(folder.records(BlobTables.ABANDONED)).isEqualTo(1);

        folder.collectGarbage();
        assertNothingIsLeft();
    }

    @Test
    void all_goes_soon_after_the_container() {
        folder.delete(DISKS);
        folder.collectGarbage();

        assertNothingIsLeft();
    }

    @Test
    void what_stays_when_nearly_all_is_cleared_is_moved() throws IOException {
        disk.write(MANY - 2, 2, 'b');
        BlobLayout.Pages moved = disk.clear(1, MANY - 2);

        assertThat(moved.generation()).isNotEqualTo(disk.layout().generation());
        assertThat(folder.records(BlobTables.SEGMENTS)).isGreaterThan(GarbageCollector.CHUNK);
        assertThat(new Disk(folder, ADDRESS, moved).segments(0, MANY)).containsExactly("0-1", (MANY - 1) + "-" + MANY);

        folder.collectGarbage();
        assertThat(folder.records(BlobTables.SEGMENTS)).isEqualTo(2);
        assertThat(folder.records(BlobTables.ABANDONED)).isZero();
        folder.assertFiles(1);
    }

    @Test
    void what_is_cleared_where_much_stays_goes_at_once() {
        BlobLayout.Pages same = disk.clear(0, 600);

        assertThat(same).isEqualTo(disk.layout());
        assertThat(folder.records(BlobTables.SEGMENTS)).isEqualTo(MANY - 600);
    }

    private void assertNothingIsLeft() {
        assertThat(folder.records(BlobTables.SEGMENTS)).isZero();
        assertThat(folder.records(BlobTables.ABANDONED)).isZero();
        folder.assertFiles(0);
    }
}
