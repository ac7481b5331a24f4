package dev.nephelite.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nephelite.cli.remote.RemoteServer.NotRunningException;
import dev.nephelite.cloud.FunctionApp;
import dev.nephelite.cloud.LocalCloud;
import dev.nephelite.cloud.LocalCloudBuilder;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RemoteProgramTest {
    @TempDir
    private Path folder;

    @Test
    void at_a_control_plane_finds_all_services() throws Exception {
        try (LocalCloud cloud = functions().controlPort(0).start()) {
            RemoteProgram program = RemoteProgram.at(control(cloud), null);

            assertThat(program.storage()).isEqualTo(cloud.endpoints().blob());
            assertThat(program.function()).isEqualTo(cloud.endpoints().functions());
            assertThat(program.control()).isEqualTo(control(cloud));
            assertThat(program.resource("/v1/functions", program.functionHost(null), "/none")
                            .get())
                    .startsWith("[");
        }
    }

    @Test
    void at_a_control_plane_with_a_token_needs_the_token() throws Exception {
        try (LocalCloud cloud = functions().requireKeys().controlPort(0).start()) {
            assertThatThrownBy(() -> RemoteProgram.at(control(cloud), null)).hasMessageContaining("controlToken");
            assertThat(RemoteProgram.at(control(cloud), cloud.controlToken().orElseThrow())
                            .function())
                    .isEqualTo(cloud.endpoints().functions());
        }
    }

    @Test
    void at_a_control_plane_without_an_app_finds_no_function_host() throws Exception {
        try (LocalCloud cloud = LocalCloud.builder().controlPort(0).start()) {
            RemoteProgram program = RemoteProgram.at(control(cloud), null);

            assertThatThrownBy(() -> program.functionHost(null))
                    .isInstanceOf(NotRunningException.class)
                    .hasMessageContaining("runs without a function app");
        }
    }

    @Test
    void at_a_service_knows_only_that() throws Exception {
        try (LocalCloud cloud = functions().controlPort(0).start()) {
            String url = Objects.requireNonNull(cloud.endpoints().functions());

            RemoteProgram program = RemoteProgram.at(url, null);

            assertThat(program.control()).isNull();
            assertThat(program.resource("/none", program.functionHost(null), "/admin/nephelite/functions")
                            .get())
                    .startsWith("[");
        }
    }

    @Test
    void at_a_storage_service_says_which_address_is_wanted_instead() throws Exception {
        try (LocalCloud cloud = LocalCloud.builder().start()) {
            RemoteProgram blob = RemoteProgram.at(cloud.endpoints().blob(), null);
            RemoteProgram queue = RemoteProgram.at(cloud.endpoints().queue(), null);

            assertThat(blob.blobService()).isNotNull();
            assertThatThrownBy(() -> blob.functionHost(null))
                    .isInstanceOf(NotRunningException.class)
                    .hasMessage("The server at " + cloud.endpoints().blob()
                            + " is Nephelite's Blob service, but this command is about the function host. Give --url the"
                            + " address of that, such as http://localhost:7071, or of the control plane, such as"
                            + " http://localhost:10010.");
            assertThatThrownBy(queue::blobService)
                    .hasMessageContainingAll(
                            "is Nephelite's Queue service", "about the Blob service", ":10000", ":10010");
        }
    }

    @Test
    void at_a_function_host_says_which_address_storage_has_instead() throws Exception {
        try (LocalCloud cloud = functions().start()) {
            RemoteProgram program =
                    RemoteProgram.at(Objects.requireNonNull(cloud.endpoints().functions()), null);

            assertThatThrownBy(program::blobService)
                    .hasMessageContainingAll("is not a storage service of Nephelite", ":10000", ":10010");
        }
    }

    private LocalCloudBuilder functions() {
        return LocalCloud.builder().functions(FunctionApp.ofClasses(folder));
    }

    private static String control(LocalCloud cloud) {
        return Objects.requireNonNull(cloud.endpoints().control());
    }
}
