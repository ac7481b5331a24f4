package dev.nephelite.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.http.ServerAddress;
import dev.nephelite.emulator.http.TrustedHosts;
import dev.nephelite.function.app.App;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.app.config.HostSettings;
import dev.nephelite.function.app.config.LocalSettings.LocalHttp;
import dev.nephelite.function.trigger.HostFlags;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HostingOptionsTest {
    private static final LocalHttp OWN = new LocalHttp(7272, "0.0.0.0", List.of("https://app.example"), true);

    @Nested
    class Given_an_app_that_says_how_it_wants_to_be_served {
        @Test
        void it_is_served_so() {
            assertThat(options().address(app(OWN), null, TrustedHosts.LOCAL))
                    .isEqualTo(ServerAddress.plain("0.0.0.0", 7272));
            assertThat(options().applied(app(OWN)).localHttp()).isEqualTo(OWN);
        }

        @ParameterizedTest
        @ValueSource(strings = {"--port=8000", "-p=8000", "--function-port=8000"})
        void the_command_line_goes_first(String port) {
            assertThat(options(port, "--address=localhost").address(app(OWN), null, TrustedHosts.LOCAL))
                    .isEqualTo(ServerAddress.plain("127.0.0.1", 8000));
        }

        @Test
        void other_origins_replace_its_own() {
            LocalHttp served = options("--cors=https://one.example,https://two.example")
                    .applied(app(OWN))
                    .localHttp();

            assertThat(served.corsOrigins()).containsExactly("https://one.example", "https://two.example");
            assertThat(served.corsCredentials()).isTrue();
        }
    }

    @Nested
    class Given_an_app_that_says_nothing {
        @Test
        void it_is_served_on_the_usual_port_to_this_machine_alone() {
            assertThat(options().address(app(LocalHttp.UNSPECIFIED), null, TrustedHosts.LOCAL))
                    .isEqualTo(ServerAddress.plain("127.0.0.1", 7071));
        }

        @Test
        void nobody_needs_a_key_and_nothing_is_polled() {
            assertThat(options().modes()).isEqualTo(HostFlags.LOCAL);
            assertThat(options("--enableAuth", "--real-polling").modes()).isEqualTo(new HostFlags(true, true));
        }
    }

    private static HostingOptions options(String... arguments) {
        OneOption command = new OneOption();
        new CommandLine(command).parseArgs(arguments);
        return command.hosting;
    }

    private static App app(@Nullable LocalHttp http) {
        return new App(
                Path.of("app"),
                HostSettings.defaults(),
                AppSettings.of(Map.of(), Map.of(), Map.of()),
                http == null ? LocalHttp.UNSPECIFIED : http,
                List.of(),
                List.of(),
                List.of());
    }

    @Command
    private static final class OneOption {
        @Mixin
        private HostingOptions hosting;
    }
}
