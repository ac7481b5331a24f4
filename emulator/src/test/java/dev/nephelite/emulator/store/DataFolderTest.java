package dev.nephelite.emulator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
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
    void an_older_format_is_upgraded_and_that_is_said_in_one_line() throws IOException {
        Files.writeString(path.resolve("format"), "1\n");

        List<String> said = said(() -> DataFolder.open(path).close());

        assertThat(path.resolve("format")).hasContent("3\n");
        assertThat(said).singleElement().asString().contains(path.toString(), "from format 1", "to format 3");
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
}
