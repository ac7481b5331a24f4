package dev.nephelite.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.queue.QueueClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the program does when its data folder, or a part of it, is gone. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@DisabledOnOs(OS.WINDOWS)
class DataFolderLossTest {
    private static final int DATA_FOLDER = 4;
    private static final int DATA_DAMAGED = 12;

    @TempDir
    private Path folder;

    @Test
    void start_ends_and_says_why_when_the_folder_is_deleted_while_it_runs() throws Exception {
        Path data = folder.resolve("data");
        try (Nephelite program = Nephelite.start(data, Map.of())) {
            String connection = program.connectionString();
            Files.delete(data.resolve("lock"));
            writeUnlessItHasEnded(connection);

            assertThat(program.await()).isEqualTo(DATA_FOLDER);
            assertThat(program.output()).anyMatch(line -> line.contains("was deleted or replaced while it was in use"));
        }
    }

    @Test
    void start_refuses_a_folder_without_its_tables_and_leaves_the_rest() throws Exception {
        Path data = folder.resolve("data");
        for (int i = 0; i < 2; i++) {
            try (Nephelite program = Nephelite.start(data, Map.of())) {
                createQueue(program.connectionString());
                program.stop();
            }
        }
        Files.delete(data.resolve("store.mv"));
        long files = count(data);

        try (Nephelite program = Nephelite.launch(data, Map.of())) {
            assertThat(program.await()).isEqualTo(DATA_DAMAGED);
            assertThat(program.output()).anyMatch(line -> line.contains("is damaged"));
        }
        assertThat(count(data)).isGreaterThanOrEqualTo(files);
    }

    /** It notices after any write, and starting is one. */
    private static void writeUnlessItHasEnded(String connection) {
        try {
            createQueue(connection);
        } catch (UncheckedIOException ignored) {
            // Nobody listens any more, which is what the test waits for.
        }
    }

    private static void createQueue(String connection) {
        new QueueClientBuilder()
                .connectionString(connection)
                .queueName("orders")
                .buildClient()
                .createIfNotExists();
    }

    private static long count(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("journal"))) {
            return files.count();
        }
    }
}
