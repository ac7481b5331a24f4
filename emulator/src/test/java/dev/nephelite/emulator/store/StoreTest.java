package dev.nephelite.emulator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nephelite.emulator.store.content.Content;
import dev.nephelite.emulator.store.content.OpenContent;
import dev.nephelite.emulator.store.content.PendingContent;
import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.Durability;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.testing.Await;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract of a store, in memory and in a folder. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StoreTest {
    @Nested
    class Given_a_store_in_memory extends StoreContract {
        @Override
        Store open() {
            return Store.inMemory(CLOCK);
        }

        @Test
        void read_is_refused_when_the_store_is_closed() {
            Store closed = Store.inMemory(CLOCK);
            closed.close();

            assertThatThrownBy(() -> closed.read(view -> view.get(NAMES, CAT))).hasMessage("the store is closed");
        }
    }

    @Nested
    class Given_a_store_in_a_folder extends StoreContract {
        @TempDir
        private Path path;

        private @Nullable DataFolder folder;

        @Override
        Store open() throws IOException {
            DataFolder taken = DataFolder.open(path);
            folder = taken;
            return Store.open(taken, Durability.PROCESS, Clocks.single(CLOCK), RandomIds.seeded(1));
        }

        @AfterEach
        void letGoOfTheFolder() throws IOException {
            Objects.requireNonNull(folder).close();
        }

        @Test
        void open_findsEverythingAfterARestart() throws IOException {
            keep(CAT, bytes(LARGE));
            store.write(tx -> {
                tx.put(NAMES, CAT, "Felix");
                return tx.ticks();
            });

            restart();

            assertThat(name(CAT)).isEqualTo("Felix");
            assertThat(contentOf(CAT)).isEqualTo(bytes(LARGE));
        }

        @Test
        void ticks_increaseAfterARestart() throws IOException {
            long before = store.write(Transaction::ticks);

            restart();

            assertThat(store.write(Transaction::ticks)).isGreaterThan(before);
        }

        @Test
        void read_is_refused_when_the_store_is_closed() throws IOException {
            Store closed = store;
            restart();

            assertThatThrownBy(() -> closed.read(view -> view.get(NAMES, CAT))).hasMessage("the store is closed");
        }

        @Test
        void release_deletesTheFileOfALargeContent() throws IOException {
            Content content = keep(CAT, bytes(LARGE));
            assertThat(extentFiles()).hasSize(1);

            release(content);

            Await.until("the files are gone", () -> extentFiles(), List::isEmpty);
        }

        @Test
        void release_keepsAnOpenContentReadable() throws IOException {
            Content content = keep(CAT, bytes(LARGE));

            try (OpenContent open = store.read(view -> store.open(view, content))) {
                release(content);

                assertThat(open.bytes()).isEqualTo(bytes(LARGE));
            }
        }

        @Test
        void open_deletesFilesLeftByACrash() throws IOException {
            Content kept = keep(CAT, bytes(LARGE));
            PendingContent lost = store.receive(new ByteArrayInputStream(bytes(LARGE)), LARGE);
            assertThat(extentFiles()).hasSize(2);

            restart();

            Await.until("one file is left", () -> extentFiles(), files -> files.size() == 1);
            assertThat(contentOf(CAT)).isEqualTo(bytes(LARGE));
            assertThat(kept.length()).isEqualTo(lost.length());
        }

        @Test
        void receive_leavesNoFileWhenTheStreamFails() {
            InputStream half = new ByteArrayInputStream(bytes(LARGE));
            InputStream broken = new SequenceInputStream(half, new BrokenStream());

            assertThatThrownBy(() -> store.receive(broken, LARGE * 2L)).hasMessage("connection reset");

            assertThat(extentFiles()).isEmpty();
        }

        private void restart() throws IOException {
            store.close();
            letGoOfTheFolder();
            store = open();
        }

        private List<Path> extentFiles() {
            return ExtentFolder.files(path);
        }
    }

    private static final class BrokenStream extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("connection reset");
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return read();
        }
    }
}
