package dev.nephelite.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.nephelite.function.CountedFunctions;
import dev.nephelite.testing.Await;
import dev.nephelite.testing.StagedApp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StartTest {
    @TempDir
    private Path folder;

    @Test
    void it_tells_people_and_programs_where_it_can_be_reached() throws Exception {
        try (Nephelite nephelite = Nephelite.start(data(), Map.of())) {
            List<String> output = nephelite.output();

            assertThat(output).anyMatch(line -> line.endsWith(blobOf(nephelite)));
            assertThat(output).anyMatch(line -> line.contains("AccountName=devstoreaccount1"));
            assertThat(nephelite.queue()).matches("http://127\\.0\\.0\\.1:\\d+/devstoreaccount1");
        }
    }

    @Test
    void without_an_app_or_a_profile_neither_the_JSON_library_nor_Flight_Recorder_is_loaded() throws Exception {
        Path loaded = folder.resolve("loaded");
        List<String> options =
                List.of("-cp", System.getProperty("java.class.path"), "-Xlog:class+load:file=\"" + loaded + "\"");
        try (Nephelite nephelite = Nephelite.launch(options, data(), Map.of())) {
            nephelite.awaitLine(line -> line.equals(Nephelite.READY));
            nephelite.stop();
        }

        assertThat(Files.readAllLines(loaded))
                .anyMatch(line -> line.contains(" dev.nephelite.cloud.LocalCloud "))
                .noneMatch(line -> line.contains(" com.fasterxml.jackson.databind.ObjectMapper "))
                .noneMatch(line -> line.contains(" jdk.jfr.Event ")
                        || line.contains(" dev.nephelite.cli.profile.RecordingReader ")
                        || line.contains(" one.convert."));
    }

    @Test
    void the_file_with_the_endpoints_is_gone_after_a_stop() throws Exception {
        try (Nephelite nephelite = Nephelite.start(data(), Map.of())) {
            assertThat(data().resolve("endpoints.json")).exists();

            nephelite.stop();

            assertThat(data().resolve("endpoints.json")).doesNotExist();
        }
    }

    @Test
    void without_a_name_the_app_that_the_current_folder_is_in_is_run() throws Exception {
        Path app = countingApp();

        try (Nephelite nephelite = Nephelite.startInMemory(app.resolve("count"))) {
            String note = "nephelite: Running the function app in " + app.toRealPath() + ".";
            awaitNote(nephelite, note);
            assertThat(nephelite.output()).contains("  count: queueTrigger");
        }
    }

    @Test
    void without_a_name_the_folder_above_an_app_starts_storage_alone_and_says_how_to_run_the_app() throws Exception {
        countingApp();

        try (Nephelite nephelite = Nephelite.startInMemory(folder)) {
            awaitNote(
                    nephelite,
                    "nephelite: No function app in " + folder.toRealPath()
                            + " or above; storage only. To run the one in app: nephelite start app");
            assertThat(nephelite.output()).noneMatch(line -> line.startsWith("Functions:"));
        }
    }

    @Test
    void without_a_name_and_without_any_app_storage_starts_alone_and_says_so() throws Exception {
        try (Nephelite nephelite = Nephelite.startInMemory(folder)) {
            awaitNote(
                    nephelite,
                    "nephelite: No function app in " + folder.toRealPath()
                            + " or above; storage only. To run one: nephelite start FOLDER");
            assertThat(nephelite.output()).noneMatch(line -> line.startsWith("Functions:"));
        }
    }

    /** Standard error is read by another thread than standard output, on which the start is announced. */
    private static void awaitNote(Nephelite nephelite, String note) {
        Await.until("the note is printed", nephelite::output, lines -> lines.contains(note));
    }

    private Path countingApp() throws IOException {
        Path app = folder.resolve("app");
        new StagedApp(app, CountedFunctions.class, Map.of())
                .function("count", "count", "{\"type\":\"queueTrigger\",\"name\":\"message\",\"queueName\":\"work\"}");
        return app;
    }

    @Test
    void a_port_that_is_taken_is_named_together_with_the_option_that_changes_it() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Nephelite nephelite = Nephelite.launch(data(), Map.of(), "--blob-port=" + taken.getLocalPort())) {
            assertThat(nephelite.await()).isEqualTo(3);

            assertThat(String.join("\n", nephelite.output()))
                    .contains("Port " + taken.getLocalPort())
                    .contains(
                            namesHolders() ? "by pid " + ProcessHandle.current().pid() + " (" : "in use")
                    .contains("--blob-port");
        }
    }

    @Test
    void a_port_of_another_Nephelite_is_named_as_such() throws Exception {
        try (Nephelite first = Nephelite.start(data(), Map.of())) {
            int port = URI.create(first.queue()).getPort();
            try (Nephelite second = Nephelite.launch(folder.resolve("other"), Map.of(), "--queue-port=" + port)) {
                assertThat(second.await()).isEqualTo(3);

                assertThat(String.join("\n", second.output()))
                        .contains("Port " + port + " for the Queue service is in use by another Nephelite")
                        .contains("Stop that one", "--queue-port")
                        .contains(namesHolders() ? "or kill " + first.pid() : "Ctrl-C");
            }
        }
    }

    @Test
    void a_data_folder_in_use_is_refused_and_its_owner_named() throws Exception {
        try (Nephelite first = Nephelite.start(data(), Map.of());
                Nephelite second = Nephelite.launch(data(), Map.of())) {
            assertThat(second.await()).isEqualTo(4);

            assertThat(String.join("\n", second.output()))
                    .contains("pid " + first.pid())
                    .contains("--location");
            assertThat(first.blob()).isNotEmpty();
        }
    }

    @Test
    void a_data_folder_of_a_newer_format_is_refused_and_left_as_it_is() throws Exception {
        Files.writeString(Files.createDirectory(data()).resolve("format"), "999\n");
        try (Nephelite nephelite = Nephelite.launch(data(), Map.of())) {
            assertThat(nephelite.await()).isEqualTo(4);

            assertThat(String.join("\n", nephelite.output()))
                    .contains("format 999")
                    .contains("Use the version that wrote it")
                    .contains("--location");
            assertThat(data().resolve("format")).hasContent("999");
        }
    }

    @Test
    void it_says_where_the_data_is_and_when_a_write_is_acknowledged() throws Exception {
        try (Nephelite nephelite = Nephelite.start(data(), Map.of(), "--durability=fsync")) {
            assertThat(nephelite.output())
                    .contains("Data:          " + data() + ", on disk before a write is acknowledged");
        }
    }

    @Test
    void a_folder_without_an_app_is_named_together_with_what_was_looked_for() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        try (Nephelite nephelite = Nephelite.launch(data(), Map.of(), empty.toString())) {
            assertThat(nephelite.await()).isEqualTo(5);

            assertThat(String.join("\n", nephelite.output()))
                    .contains(empty.toString())
                    .contains("function.json");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX) // Others have no second loopback address.
    void services_listen_where_that_is_wanted() throws Exception {
        try (Nephelite nephelite = Nephelite.start(data(), Map.of(), "--blob-host=0.0.0.0", "--queueHost=localhost")) {
            assertThat(nephelite.blob()).startsWith("http://127.0.0.1:");
            assertThat(nephelite.queue()).startsWith("http://127.0.0.1:");
            try (Socket everywhere =
                    new Socket("127.0.0.2", URI.create(nephelite.blob()).getPort())) {
                assertThat(everywhere.isConnected()).isTrue();
            }
        }
    }

    @Test
    void options_of_Azurite_are_accepted_and_those_without_an_effect_are_named() throws Exception {
        try (Nephelite nephelite =
                Nephelite.start(data(), Map.of(), "-s", "--skipApiVersionCheck", "--disableTelemetry", "--loose")) {
            assertThat(nephelite.output())
                    .filteredOn(line -> line.contains("has no effect"))
                    .singleElement(STRING)
                    .startsWith("nephelite: --loose ");
        }
    }

    @Test
    void accounts_of_ones_own_replace_the_well_known_one() throws Exception {
        Map<String, String> accounts = Map.of("AZURITE_ACCOUNTS", "mine:bWluZQ==");
        try (Nephelite nephelite = Nephelite.start(data(), accounts)) {
            assertThat(nephelite.blob()).endsWith("/mine");
            assertThat(nephelite.connectionString()).contains("AccountName=mine;AccountKey=bWluZQ==");
        }
    }

    /** Only Linux tells everybody who listens. */
    private static boolean namesHolders() {
        return Files.exists(Path.of("/proc/net/tcp"));
    }

    private Path data() {
        return folder.resolve("data");
    }

    private static String blobOf(Nephelite nephelite) {
        try {
            return nephelite.blob();
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
