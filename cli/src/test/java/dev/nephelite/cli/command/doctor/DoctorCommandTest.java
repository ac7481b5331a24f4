package dev.nephelite.cli.command.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nephelite.cli.Main;
import dev.nephelite.cli.command.doctor.Finding.Level;
import dev.nephelite.cli.remote.EndpointsFile;
import dev.nephelite.cloud.LocalCloud;
import dev.nephelite.emulator.store.disk.DataFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DoctorCommandTest {
    private static final String FREE_PORTS = "blob-port: 0\nqueue-port: 0\ncontrol-port: 0\nfunction-port: 0\n";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();

    /** Runs the command with these settings in addition to free ports and a data folder. */
    private int doctor(String settings, String... args) throws IOException {
        Path file = Files.writeString(folder.resolve("nephelite.yml"), "location: data\n" + settings);
        String[] all = new String[args.length + 2];
        all[0] = "doctor";
        all[1] = "--config=" + file;
        System.arraycopy(args, 0, all, 2, args.length);
        return Main.commandLine().setOut(new PrintWriter(out, true)).execute(all);
    }

    private List<String> lines() {
        return out.toString().lines().toList();
    }

    @Nested
    class Given_what_a_start_needs {
        @Test
        void everything_is_ok() throws IOException {
            assertThat(doctor(FREE_PORTS + "storage-only: true")).isZero();
            assertThat(lines())
                    .contains(
                            "ok       Data folder: " + folder.resolve("data") + " will be created by a start",
                            "ok       Port of the Blob service: a free one is chosen",
                            "ok       App: none here, so a start runs storage only")
                    .anyMatch(line -> line.startsWith("ok       Java: " + Runtime.version()))
                    .noneMatch(line -> line.startsWith("fault"));
            assertThat(folder.resolve("data")).doesNotExist();
        }

        @Test
        void programs_get_it_as_JSON() throws IOException {
            assertThat(doctor(FREE_PORTS + "storage-only: true", "-o", "json")).isZero();
            JsonNode report = new JsonMapper().readTree(out.toString());
            assertThat(report.path("ok").asBoolean()).isTrue();
            assertThat(report.at("/checks/0/check").asText()).isEqualTo("Java");
            assertThat(report.at("/checks/0/level").asText()).isEqualTo("ok");
        }

        @Test
        void a_program_that_runs_has_the_folder_and_the_ports() throws Exception {
            try (LocalCloud cloud = LocalCloud.builder().controlPort(0).start()) {
                Path endpoints = Files.createDirectory(folder.resolve("data")).resolve(EndpointsFile.FILE);
                EndpointsFile.of(cloud, null).publish(endpoints);

                assertThat(doctor(FREE_PORTS + "storage-only: true")).isZero();
                assertThat(lines())
                        .contains("ok       Program: process "
                                + ProcessHandle.current().pid() + " runs at "
                                + cloud.endpoints().control() + " and is ready");
            }
        }
    }

    @Nested
    class Given_something_that_makes_a_start_fail {
        @Test
        void a_port_in_use_is_named_with_the_option_for_another_one() throws IOException {
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                int port = taken.getLocalPort();

                assertThat(doctor("queue-port: 0\ncontrol-port: 0\nstorage-only: true\nblob-port: " + port))
                        .isEqualTo(1);
                assertThat(lines())
                        .anyMatch(line -> line.startsWith("fault    Port of the Blob service: Port " + port
                                        + " for the Blob service is in use")
                                && line.endsWith("choose another port with --blob-port (0 picks a free one)."));
            }
        }

        @Test
        void a_data_folder_with_other_files_is_described_as_a_start_does() throws IOException {
            Files.writeString(Files.createDirectory(folder.resolve("data")).resolve("notes.txt"), "mine");

            assertThat(doctor(FREE_PORTS + "storage-only: true")).isEqualTo(1);
            assertThat(lines())
                    .anyMatch(line -> line.startsWith("fault    Data folder: The data folder " + folder.resolve("data")
                            + " cannot be used: it contains files that are not Nephelite's"));
        }

        @Test
        void a_mistake_in_the_configuration_is_one_of_the_faults() throws IOException {
            assertThat(doctor("blob-prot: 0")).isEqualTo(1);
            assertThat(lines())
                    .contains("fault    Settings: " + folder.resolve("nephelite.yml")
                            + ", line 2: There is no setting 'blob-prot'. Did you mean blob-port?");
        }

        @Test
        void an_app_that_cannot_be_loaded_is_described_as_a_start_does() throws IOException {
            assertThat(doctor(FREE_PORTS, app("{", "{}"))).isEqualTo(1);
            assertThat(lines()).anyMatch(line -> line.startsWith("fault    App: ") && line.contains("host.json"));
        }

        @Test
        void functions_that_cannot_run_and_connections_that_lead_nowhere_are_listed() throws IOException {
            String nowhere =
                    "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;BlobEndpoint=http://127.0.0.1:1/a;"
                            + "QueueEndpoint=http://127.0.0.1:1/a";

            assertThat(doctor(
                            FREE_PORTS,
                            app("{\"version\": \"2.0\"}", "{\"Values\": {\"OTHER\": \"" + nowhere + "\"}}")))
                    .isEqualTo(1);
            assertThat(lines())
                    .anyMatch(line -> line.startsWith("fault    Function Fn: "))
                    .anyMatch(line -> line.startsWith("ok       Java of functions: "))
                    .containsOnlyOnce(
                            "warning  Connection OTHER: nothing answers at 127.0.0.1:1. Start what listens there,"
                                    + " or set it to UseDevelopmentStorage=true for Nephelite's own storage.");
        }

        /** A staged app with a function whose jar is missing. */
        private String app(String host, String settings) throws IOException {
            Path app = Files.createDirectory(folder.resolve("app"));
            Files.writeString(app.resolve("host.json"), host);
            Files.writeString(app.resolve("local.settings.json"), settings);
            Files.writeString(
                    Files.createDirectory(app.resolve("Fn")).resolve("function.json"),
                    "{\"scriptFile\": \"../app.jar\", \"entryPoint\": \"a.B.c\", \"bindings\": [{\"type\": \"queueTrigger\","
                            + " \"name\": \"m\", \"direction\": \"in\", \"queueName\": \"q\"}]}");
            return app.toString();
        }
    }

    @Nested
    class Given_a_data_folder_of_an_older_version {
        @ParameterizedTest
        @ValueSource(strings = {"1", "3", "4"})
        void the_upgrade_is_announced(String format) throws IOException {
            Files.writeString(Files.createDirectory(folder.resolve("data")).resolve("format"), format + "\n");

            assertThat(doctor(FREE_PORTS + "storage-only: true")).isZero();
            assertThat(lines())
                    .contains("warning  Data folder: " + folder.resolve("data") + " is in format " + format
                            + ". A start will upgrade it to format " + DataFolder.currentFormat()
                            + ", which older versions cannot open.");
        }
    }

    @Nested
    class Given_a_machine {
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                PATH=/bin                                         | OK
                HTTP_PROXY=http://p                               | WARNING
                http_proxy=http://p,NO_PROXY=example.com          | WARNING
                ALL_PROXY=http://p,no_proxy=localhost;127.0.0.1   | OK
                HTTP_PROXY=http://p,NO_PROXY=*                    | OK
                """)
        void a_proxy_must_except_it(String variables, Level level) {
            Map<String, String> environment = new HashMap<>();
            for (String variable : variables.split(",", -1)) {
                environment.put(variable.split("=", 2)[0], variable.split("=", 2)[1].replace(';', ','));
            }

            assertThat(new MachineChecks(environment, folder).proxies().level()).isEqualTo(level);
        }

        @Test
        void localhost_is_itself_and_has_an_address_that_all_programs_know() throws IOException {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            InetAddress newer = InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});

            assertThat(MachineChecks.localhost(newer, loopback).level()).isEqualTo(Level.OK);
            assertThat(MachineChecks.localhost(newer).level()).isEqualTo(Level.WARNING);
            assertThat(MachineChecks.localhost(InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1}))
                            .level())
                    .isEqualTo(Level.FAULT);
        }

        @Test
        void what_killed_processes_left_is_counted() throws IOException {
            MachineChecks machine = new MachineChecks(Map.of(), folder);
            assertThat(machine.leftovers().level()).isEqualTo(Level.OK);

            Files.createFile(folder.resolve("nephelite-1.log"));
            assertThat(machine.leftovers().message()).contains(" matches 1 files and folders.");
        }
    }
}
