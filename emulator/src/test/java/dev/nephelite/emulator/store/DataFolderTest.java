package dev.nephelite.emulator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void a_format_of_the_future_is_refused_and_left_alone() throws IOException {
        Files.writeString(path.resolve("format"), "99\n");

        assertThatThrownBy(() -> DataFolder.open(path))
                .isInstanceOf(DataFolderException.class)
                .hasMessageContaining("format 99");
        assertThat(path.resolve("format")).hasContent("99\n");
    }
}
