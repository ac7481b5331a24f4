package dev.nephelite.emulator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.DataFolderException;
import dev.nephelite.emulator.store.disk.Durability;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.time.RandomIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DataFolderTest {
    @TempDir
    private Path path;

    @Test
    void open_writesAGitIgnore() throws IOException {
        try (DataFolder folder = DataFolder.open(path)) {
            assertThat(folder.file(".gitignore")).hasContent("*\n");
        }
    }

    @Test
    void open_keepsAnExistingGitIgnore() throws IOException {
        Files.writeString(path.resolve(".gitignore"), "target/\n");
        Files.createFile(path.resolve(".gitkeep"));

        DataFolder.open(path).close();

        assertThat(path.resolve(".gitignore")).hasContent("target/");
    }

    @Test
    void open_doesNotRestoreARemovedGitIgnore() throws IOException {
        DataFolder.open(path).close();
        Files.delete(path.resolve(".gitignore"));

        DataFolder.open(path).close();

        assertThat(path.resolve(".gitignore")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "format", "endpoints.json", "extents"})
    void open_refusesAFolderWithOtherFilesUnchanged(String name) throws IOException {
        Files.writeString(path.resolve(name), "mine");
        Files.writeString(path.resolve(".gitignore"), "target/\n");

        assertThatThrownBy(() -> DataFolder.open(path))
                .isInstanceOf(DataFolderException.class)
                .hasMessageContainingAll(path.toString(), name, "Choose another folder.");

        assertThat(path).isDirectoryNotContaining(file -> !List.of(name, ".gitignore")
                .contains(file.getFileName().toString()));
        assertThat(path.resolve(name)).hasContent("mine");
        assertThat(path.resolve(".gitignore")).hasContent("target/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"__azurite_db_blob__.json", "__azurite_db_queue_extent__.json", "__blobstorage__"})
    void open_recognizesAFolderOfAzurite(String name) throws IOException {
        Files.createFile(path.resolve("AzuriteConfig"));
        Files.createFile(path.resolve(name));

        assertThatThrownBy(() -> DataFolder.open(path))
                .isInstanceOf(DataFolderException.class)
                .hasMessageContainingAll("Azurite's data (" + name + ")", "Import it, or choose another folder.");

        assertThat(path.resolve("lock")).doesNotExist();
    }

    @Test
    void open_acceptsTheFilesOfAStartThatWasKilled() throws IOException {
        for (String name : List.of("lock", "pid", "format.new", ".gitignore")) {
            Files.createFile(path.resolve(name));
        }

        try (DataFolder folder = DataFolder.open(path)) {
            assertThat(folder.file("format")).hasContent("5");
        }
    }

    @Test
    void open_refusesAFile() throws IOException {
        Path file = Files.writeString(path.resolve("data"), "mine");

        for (Path place : List.of(file, file.resolve("below"))) {
            assertThatThrownBy(() -> DataFolder.open(place))
                    .isInstanceOf(DataFolderException.class)
                    .hasMessageContainingAll(place.toString(), "hoose another folder.");
        }
        assertThat(file).hasContent("mine");
    }

    @Test
    void open_followsALinkToAFolder() throws IOException {
        Path target = Files.createDirectory(path.resolve("target"));
        Path link = Files.createSymbolicLink(path.resolve("link"), target);

        DataFolder.open(link).close();

        assertThat(target.resolve("format")).exists();
    }

    @Test
    void open_refusesASecondProcessAndNamesTheFirst() throws IOException {
        try (DataFolder folder = DataFolder.open(path)) {
            assertThatThrownBy(() -> DataFolder.open(path))
                    .isInstanceOf(DataFolderException.class)
                    .hasMessageContaining("pid " + ProcessHandle.current().pid())
                    .hasMessageEndingWith("Stop that process, or choose another folder.");
            assertThat(folder.file("pid")).exists();
        }
    }

    @Test
    void open_succeedsAgainAfterClose() throws IOException {
        DataFolder.open(path).close();

        try (DataFolder again = DataFolder.open(path)) {
            assertThat(again.file("pid")).exists();
        }
    }

    @Test
    void close_deletesAFolderThatWasCreatedAndIsUnwanted() throws IOException {
        Path created = path.resolve("created");
        DataFolder folder = DataFolder.open(created);
        Files.createDirectories(folder.journal());
        Files.writeString(folder.tables(), "x");

        folder.deleteIfCreated();
        folder.close();

        assertThat(created).doesNotExist();
    }

    @Test
    void close_keepsAFolderThatExistedBefore() throws IOException {
        DataFolder folder = DataFolder.open(path);

        folder.deleteIfCreated();
        folder.close();

        assertThat(path.resolve("format")).exists();
    }

    @Test
    void open_upgradesAnOlderFormatAndLogsOneLine() throws IOException {
        Files.writeString(path.resolve("format"), "1\n");

        List<String> said = said(() -> DataFolder.open(path).close());

        assertThat(path.resolve("format")).hasContent("5\n");
        assertThat(said).singleElement().asString().contains(path.toString(), "from format 1", "to format 5");
    }

    @Test
    void open_logsNothingForTheCurrentFormat() throws IOException {
        DataFolder.open(path).close();

        assertThat(said(() -> DataFolder.open(path).close())).isEmpty();
    }

    @Test
    void open_refusesANewerFormatUnchanged() throws IOException {
        Files.writeString(path.resolve("format"), "99\n");

        assertThatThrownBy(() -> DataFolder.open(path))
                .isInstanceOf(DataFolderException.class)
                .hasMessageContaining("format 99");
        assertThat(path.resolve("format")).hasContent("99\n");
    }

    private static List<String> said(Action action) throws IOException {
        List<String> messages = new ArrayList<>();
        Handler listener = new StreamHandler() {
            @Override
            public synchronized void publish(LogRecord message) {
                messages.add(message.getMessage());
            }
        };
        Logger log = Logger.getLogger(DataFolder.class.getName());
        log.addHandler(listener);
        try {
            action.run();
        } finally {
            log.removeHandler(listener);
        }
        return messages;
    }

    private interface Action {
        void run() throws IOException;
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void open_creates_a_folder_that_only_its_owner_may_read() throws IOException {
        Path created = path.resolve("created");
        try (DataFolder folder = DataFolder.open(created);
                Store store = Store.open(
                        folder,
                        Durability.PROCESS,
                        Clocks.single(new ManualClock(Instant.parse("2026-01-01T12:00:00Z"))),
                        RandomIds.seeded(1))) {
            assertThat(store.writesWait()).isFalse();
            assertThat(permissions(created)).isEqualTo("rwx------");
            assertThat(permissions(created.resolve("store.mv"))).isEqualTo("rw-------");
            assertThat(permissions(created.resolve("format"))).isEqualTo("rw-------");
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
