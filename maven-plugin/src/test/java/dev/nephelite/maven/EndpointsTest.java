package dev.nephelite.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointsTest {
    @TempDir
    private Path folder;

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("endpoints.json"), text);
    }

    @Test
    void properties_haveTheAddressesAndPortsOfTheServicesThatRun() throws IOException {
        Path file = write("""
                {
                  "blob": "http://127.0.0.1:4001/devstoreaccount1",
                  "queue": "http://127.0.0.1:4002/devstoreaccount1",
                  "control": "http://127.0.0.1:4003",
                  "connectionString": "UseDevelopmentStorage=true",
                  "pid": 4711
                }
                """);

        assertThat(Endpoints.properties(file))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "nephelite.connectionString", "UseDevelopmentStorage=true",
                        "nephelite.blob.endpoint", "http://127.0.0.1:4001/devstoreaccount1",
                        "nephelite.blob.port", "4001",
                        "nephelite.queue.endpoint", "http://127.0.0.1:4002/devstoreaccount1",
                        "nephelite.queue.port", "4002",
                        "nephelite.control.endpoint", "http://127.0.0.1:4003",
                        "nephelite.control.port", "4003"));
    }

    @Test
    void processId_isThatOfTheProgram() throws IOException {
        assertThat(Endpoints.processId(write("{\"pid\": 4711}"))).isEqualTo(4711);
    }
}
