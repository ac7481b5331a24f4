package dev.nephelite.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.queue.QueueClientBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code nephelite verify} and {@code nephelite repair}, on the data of a program that has ended. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@DisabledOnOs(OS.WINDOWS)
class RepairCommandTest {
    private static final int DATA_FOLDER = 4;
    private static final int DATA_DAMAGED = 12;
    private static final byte[] LARGE = new byte[600_000];

    @TempDir
    private Path folder;

    private Path data;
    private final CommandRunner commands = new CommandRunner();

    @BeforeEach
    void write() throws Exception {
        data = folder.resolve("data");
        try (Nephelite program = Nephelite.start(data, Map.of())) {
            BlobContainerClient photos = photos(program);
            photos.create();
            photos.getBlobClient("small.txt").upload(BinaryData.fromString("small"));
            photos.getBlobClient("large.bin").upload(BinaryData.fromBytes(LARGE));
            new QueueClientBuilder()
                    .connectionString(program.connectionString())
                    .queueName("orders")
                    .buildClient()
                    .create();
            assertThat(commands.execute("verify", data.toString())).isEqualTo(DATA_FOLDER);
            assertThat(commands.err()).contains("is in use by another process (pid " + program.pid() + ")");
            program.stop();
        }
        // A second run, so that not everything is in the newest save.
        try (Nephelite program = Nephelite.start(data, Map.of())) {
            program.stop();
        }
    }

    @Test
    void sound_folder_is_said_to_be_sound_and_left() {
        assertThat(commands.execute("verify", data.toString())).isZero();
        assertThat(commands.execute("repair", "--location=" + data)).isZero();

        assertThat(commands.out().lines()).hasSize(2).allMatch(line -> line.contains(data + " is sound"));
        assertThat(data.resolve("damaged")).doesNotExist();
    }

    @Test
    void blob_that_is_damaged_is_named_and_after_a_repair_the_program_starts_without_it() throws Exception {
        damageContent();

        assertThat(commands.execute("verify", data.toString())).isEqualTo(DATA_DAMAGED);
        assertThat(commands.out().lines())
                .hasSize(2)
                .startsWith("damaged: blob devstoreaccount1/photos/large.bin: its content file has changed since it was"
                        + " written: 1 of 3 blocks do not match, the first at byte 262144 (" + content() + ")");
        assertThat(commands.execute("verify", "-o", "json", data.toString())).isEqualTo(DATA_DAMAGED);
        JsonNode report = new ObjectMapper()
                .readTree(commands.out().lines().reduce((one, other) -> other).orElseThrow());
        assertThat(report.get("sound").asBoolean()).isFalse();
        assertThat(report.at("/damages/0/subject").asText()).isEqualTo("blob devstoreaccount1/photos/large.bin");
        assertThat(report.at("/damages/0/lost").asBoolean()).isTrue();

        assertThat(commands.execute("repair", data.toString())).isEqualTo(DATA_DAMAGED);
        assertThat(commands.out()).contains("lost: blob devstoreaccount1/photos/large.bin: ");
        assertThat(commands.execute("verify", data.toString())).isZero();
        try (Nephelite program = Nephelite.start(data, Map.of())) {
            assertThat(photos(program).listBlobs()).singleElement().satisfies(blob -> assertThat(blob.getName())
                    .isEqualTo("small.txt"));
            assertThat(photos(program)
                            .getBlobClient("small.txt")
                            .downloadContent()
                            .toString())
                    .isEqualTo("small");
            program.stop();
        }
    }

    @Test
    void folder_without_tables_is_refused_with_the_command_that_repairs_it() throws Exception {
        Files.delete(data.resolve("store.mv"));
        try (Nephelite program = Nephelite.launch(data, Map.of())) {
            assertThat(program.await()).isEqualTo(DATA_DAMAGED);
            assertThat(program.output()).anyMatch(line -> line.contains("'nephelite repair " + data + "'"));
        }

        assertThat(commands.execute("repair", data.toString())).isEqualTo(DATA_DAMAGED);

        assertThat(commands.execute("verify", data.toString())).isZero();
        try (Nephelite program = Nephelite.start(data, Map.of())) {
            photos(program).createIfNotExists();
            program.stop();
        }
    }

    private static BlobContainerClient photos(Nephelite program) throws IOException {
        return new BlobServiceClientBuilder()
                .connectionString(program.connectionString())
                .buildClient()
                .getBlobContainerClient("photos");
    }

    private Path content() throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("extents"))) {
            return data.relativize(
                    files.filter(Files::isRegularFile).findFirst().orElseThrow());
        }
    }

    private void damageContent() throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(data.resolve(content()).toFile(), "rw")) {
            file.seek(300_000);
            file.write(1);
        }
    }
}
