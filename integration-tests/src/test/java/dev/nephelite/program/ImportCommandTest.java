package dev.nephelite.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.blob.BlobServiceClientBuilder;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code nephelite import}; what of Azurite's data it moves is tested in {@code AzuriteImportTest}. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ImportCommandTest {
    private static final Path AZURITE = Nephelite.HOME.resolve("local-cloud/src/test/resources/azurite");
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;
    private static final int DATA_FOLDER = 4;

    @TempDir
    private Path folder;

    private final CommandRunner commands = new CommandRunner();

    @Test
    void program_serves_what_was_imported() throws Exception {
        Path data = folder.resolve("data");

        assertThat(commands.execute("import", "--from-azurite=" + AZURITE, "--location=" + data))
                .isZero();

        assertThat(commands.out())
                .isEqualToIgnoringNewLines("The data folder " + data
                        + " has 4 containers, 12 blobs, 1 snapshot (3.5 KiB), 2 queues and 7 messages.");
        assertThat(commands.err()).isEmpty();
        try (Nephelite program = Nephelite.start(data, Map.of())) {
            assertThat(new BlobServiceClientBuilder()
                            .connectionString(program.connectionString())
                            .buildClient()
                            .getBlobContainerClient("one")
                            .getBlobClient("dir/put.txt")
                            .downloadContent())
                    .hasToString("hello again");
        }
    }

    @Test
    void result_is_json_on_request() throws Exception {
        Path data = folder.resolve("data");

        assertThat(commands.execute("import", "--from-azurite=" + AZURITE, "-l=" + data, "-o=json"))
                .isZero();

        assertThat(new ObjectMapper().readTree(commands.out()))
                .isEqualTo(new ObjectMapper()
                        .createObjectNode()
                        .put("folder", data.toString())
                        .put("containers", 4)
                        .put("blobs", 12)
                        .put("snapshots", 1)
                        .put("bytes", 3602)
                        .put("queues", 2)
                        .put("messages", 7));
    }

    @Test
    void data_folder_that_exists_is_refused_in_one_line() throws Exception {
        Files.createDirectory(folder.resolve("data"));
        Files.createFile(folder.resolve("data/letter.txt"));

        assertThat(commands.execute("import", "--from-azurite=" + AZURITE, "-l=" + folder.resolve("data")))
                .isEqualTo(DATA_FOLDER);

        assertThat(commands.err())
                .isEqualToIgnoringNewLines("nephelite: " + folder.resolve("data")
                        + " exists already. An import makes a new data folder. Choose another folder with --location.");
    }

    @Test
    void folder_without_data_of_Azurite_is_refused_in_one_line() {
        assertThat(commands.execute("import", "--from-azurite=" + folder, "-l=" + folder.resolve("data")))
                .isEqualTo(FAILED);

        assertThat(commands.err()).isEqualToIgnoringNewLines("nephelite: " + folder + ": contains no data of Azurite");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void source_has_to_be_named() {
        assertThat(commands.execute("import")).isEqualTo(WRONG_USAGE);

        assertThat(commands.err()).contains("--from-azurite");
    }
}
