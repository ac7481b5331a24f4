package dev.nephelite.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code nephelite azurite} with command lines that are written for Azurite. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@DisabledOnOs(OS.WINDOWS)
class AzuriteCommandTest {
    private static final String LISTENING = "Azurite Blob service is successfully listening at ";
    private static final int PORT_TAKEN = 3;
    private static final int WRONG_USAGE = 2;

    @TempDir
    private Path folder;

    @Test
    void start_lines_and_last_lines_are_those_of_Azurite() throws Exception {
        try (NepheliteCommand azurite = start()) {
            String blob = azurite.awaitLine(line -> line.startsWith(LISTENING)).substring(LISTENING.length());
            azurite.awaitLine(line -> line.startsWith("Azurite Queue service is successfully listening at http://"));
            assertThat(blob).matches("http://127.0.0.1:\\d+");
            container(blob).create();

            azurite.signal("TERM");
            azurite.awaitLine(line -> line.equals("Azurite Queue service successfully closed"));

            assertThat(azurite.output().stream().map(AzuriteCommandTest::withoutPort))
                    .containsExactly(
                            "Azurite Blob service is starting at http://127.0.0.1:PORT",
                            "Azurite Blob service is successfully listening at http://127.0.0.1:PORT",
                            "Azurite Queue service is starting at http://127.0.0.1:PORT",
                            "Azurite Queue service is successfully listening at http://127.0.0.1:PORT",
                            "Azurite Blob service is closing...",
                            "Azurite Queue service is closing...",
                            "Azurite Blob service successfully closed",
                            "Azurite Queue service successfully closed");
        }
    }

    @Test
    void data_is_kept_in_a_folder_of_its_own_in_the_location() throws Exception {
        Files.writeString(folder.resolve("notes.txt"), "mine");
        try (NepheliteCommand azurite = start("--location", ".", "--silent", "-d", "debug.log", "--loose")) {
            String blob = azurite.awaitLine(line -> line.startsWith(LISTENING)).substring(LISTENING.length());
            container(blob).create();
            azurite.signal("TERM");
            azurite.await();
        }

        try (NepheliteCommand again = start()) {
            String blob = again.awaitLine(line -> line.startsWith(LISTENING)).substring(LISTENING.length());

            assertThat(container(blob).exists()).isTrue();
            assertThat(folder.resolve(".nephelite/endpoints.json")).exists();
            assertThat(folder.resolve("debug.log")).doesNotExist();
        }
    }

    @Test
    void tables_are_answered_as_not_implemented() throws Exception {
        try (NepheliteCommand azurite = start("--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry")) {
            azurite.awaitLine(line -> line.startsWith("Azurite Queue service is successfully listening"));
            String note = azurite.errors()
                    .lines()
                    .filter(line -> line.contains("There is no Table service"))
                    .findFirst()
                    .orElseThrow();
            String url = note.replaceFirst(".*(http://\\S+) .*", "$1");

            HttpResponse<String> response = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(url + "/devstoreaccount1/Tables"))
                                    .build(),
                            BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(501);
            assertThat(response.body()).contains("odata.error", "NotImplemented");
            assertThat(folder.resolve(".nephelite")).doesNotExist();
        }
    }

    @Test
    void one_service_is_started_alone_by_the_command_that_Azurite_has_for_it() throws Exception {
        try (NepheliteCommand azurite = NepheliteCommand.start(
                folder,
                Map.of(),
                "azurite-queue",
                "--queuePort",
                "0",
                "--control-port",
                "0",
                "--inMemoryPersistence")) {
            azurite.awaitLine(line -> line.startsWith("Azurite Queue service is successfully listening at "));

            azurite.signal("TERM");
            azurite.awaitLine(line -> line.equals("Azurite Queue service successfully closed"));

            assertThat(azurite.output()).hasSize(4).noneMatch(line -> line.contains("Blob"));
            assertThat(azurite.errors()).doesNotContain("Table");
        }
    }

    @Test
    void data_of_Azurite_is_left_and_named() throws Exception {
        Files.writeString(folder.resolve("__azurite_db_blob__.json"), "{}");

        try (NepheliteCommand azurite = start()) {
            azurite.awaitLine(line -> line.startsWith("Azurite Queue service is successfully listening"));

            assertThat(azurite.errors())
                    .contains(folder.toRealPath() + " has data of Azurite, which is not used.", "nephelite import");
            assertThat(folder.resolve("__azurite_db_blob__.json")).hasContent("{}");
        }
    }

    @Test
    void port_for_tables_that_is_taken_is_named() throws Exception {
        try (ServerSocket other = new ServerSocket(0);
                NepheliteCommand azurite =
                        start("--inMemoryPersistence", "--tablePort", Integer.toString(other.getLocalPort()))) {
            assertThat(azurite.await()).isEqualTo(PORT_TAKEN);

            assertThat(azurite.errors())
                    .contains("Port " + other.getLocalPort() + " for the Table service is in use", "--tablePort");
        }
    }

    @Test
    void unknown_option_is_refused() throws Exception {
        try (NepheliteCommand azurite = start("--cosmos")) {
            assertThat(azurite.await()).isEqualTo(WRONG_USAGE);

            assertThat(azurite.errors()).contains("--cosmos");
        }
    }

    private NepheliteCommand start(String... options) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("azurite", "--blobPort", "0", "--queuePort", "0", "--tablePort", "0", "--control-port", "0"));
        arguments.addAll(List.of(options));
        return NepheliteCommand.start(folder, Map.of(), arguments.toArray(String[]::new));
    }

    private static BlobContainerClient container(String origin) {
        return new BlobServiceClientBuilder()
                .endpoint(origin + "/devstoreaccount1")
                .credential(new StorageSharedKeyCredential(
                        "devstoreaccount1",
                        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="))
                .buildClient()
                .getBlobContainerClient("photos");
    }

    private static String withoutPort(String line) {
        return line.replaceFirst(":\\d+$", ":PORT");
    }
}
