package dev.nephelite.emulator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.DataFolderException;
import dev.nephelite.emulator.store.disk.Durability;
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
    void it_keeps_itself_out_of_version_control() throws IOException {
        try (DataFolder folder = DataFolder.open(path)) {
            assertThat(folder.file(".gitignore")).hasContent("*\n");
        }
    }

    @Test
    void a_git_ignore_that_somebody_has_written_stays_as_it_is() throws IOException {
        Files.writeString(path.resolve(".gitignore"), "target/\n");
        Files.createFile(path.resolve(".gitkeep"));

        DataFolder.open(path).close();

        assertThat(path.resolve(".gitignore")).hasContent("target/");
    }

    @Test
    void a_git_ignore_that_was_removed_is_not_written_again() throws IOException {
        DataFolder.open(path).close();
        Files.delete(path.resolve(".gitignore"));

        DataFolder.open(path).close();

        assertThat(path.resolve(".gitignore")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "format", "endpoints.json", "extents"})
    void a_folder_with_other_files_is_refused_and_left_as_it_is(String name) throws IOException {
        Files.writeString(path.resolve(name), "mine");
        Files.writeString(path.resolve(".gitignore"), "target/\n");

        assertThatThrownBy(() -> DataFolder.open(path))
                .isInstanceOf(DataFolderException.class)
                .hasMessageContainingAll(path.toString(), name, "--location");

        assertThat(path).isDirectoryNotContaining(file -> !List.of(name, ".gitignore")
                .contains(file.getFileName().toString()));
        assertThat(path.resolve(name)).hasContent("mine");
        assertThat(path.resolve(".gitignore")).hasContent("target/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"__azurite_db_blob__.json", "__azurite_db_queue_extent__.json", "__blobstorage__"})
    void a_folder_of_Azurite_is_recognised(String name) throws IOException {
        Files.createFile(path.resolve("AzuriteConfig"));
        Files.createFile(path.resolve(name));

        assertThatThrownBy(() -> DataFolder.open(path))
                .isInstanceOf(DataFolderException.class)
                .hasMessageContainingAll("Azurite's data (" + name + ")", "--location", "copy from it");

        assertThat(path.resolve("lock")).doesNotExist();
    }

    @Test
    void what_a_start_leaves_that_was_killed_at_once_is_taken_over() throws IOException {
        for (String name : List.of("lock", "pid", "format.new", ".gitignore")) {
            Files.createFile(path.resolve(name));
        }

        try (DataFolder folder = DataFolder.open(path)) {
            assertThat(folder.file("format")).hasContent("4");
        }
    }

    @Test
    void a_file_in_its_place_is_refused() throws IOException {
        Path file = Files.writeString(path.resolve("data"), "mine");

        for (Path place : List.of(file, file.resolve("below"))) {
            assertThatThrownBy(() -> DataFolder.open(place))
                    .isInstanceOf(DataFolderException.class)
                    .hasMessageContainingAll(place.toString(), "--location");
        }
        assertThat(file).hasContent("mine");
    }

    @Test
    void a_link_to_a_folder_is_a_folder() throws IOException {
        Path target = Files.createDirectory(path.resolve("target"));
        Path link = Files.createSymbolicLink(path.resolve("link"), target);

        DataFolder.open(link).close();

        assertThat(target.resolve("format")).exists();
    }

    @Test
    void a_second_owner_is_refused_and_told_who_the_first_is() throws IOException {
        try (DataFolder folder = DataFolder.open(path)) {
            assertThatThrownBy(() -> DataFolder.open(path))
                    .isInstanceOf(DataFolderException.class)
                    .hasMessageContaining("pid " + ProcessHandle.current().pid())
                    .hasMessageContaining("--location");
            assertThat(folder.file("pid")).exists();
        }
    }

    @Test
    void it_can_be_taken_again_once_it_is_let_go() throws IOException {
        DataFolder.open(path).close();

        try (DataFolder again = DataFolder.open(path)) {
            assertThat(again.file("pid")).exists();
        }
    }

    @Test
    void an_older_format_is_upgraded_and_that_is_said_in_one_line() throws IOException {
        Files.writeString(path.resolve("format"), "1\n");

        List<String> said = said(() -> DataFolder.open(path).close());

        assertThat(path.resolve("format")).hasContent("4\n");
        assertThat(said).singleElement().asString().contains(path.toString(), "from format 1", "to format 4");
    }

    @Test
    void the_format_of_today_is_no_news() throws IOException {
        DataFolder.open(path).close();

        assertThat(said(() -> DataFolder.open(path).close())).isEmpty();
    }

    @Test
    void a_format_of_the_future_is_refused_and_left_alone() throws IOException {
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
                        new ManualClock(Instant.parse("2026-01-01T12:00:00Z")),
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
