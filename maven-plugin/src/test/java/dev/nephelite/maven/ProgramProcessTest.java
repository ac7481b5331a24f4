package dev.nephelite.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ProgramProcessTest {
    private static final long HANG_SECONDS = 240;

    @TempDir
    private Path folder;

    @Nested
    class Given_a_build_that_has_started_Nephelite {
        private Process build() throws IOException {
            Process build = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            KilledBuild.class.getName(),
                            endpoints().toString())
                    .redirectError(Redirect.INHERIT)
                    .start();
            BufferedReader lines = build.inputReader(StandardCharsets.UTF_8);
            assertThat(lines.readLine()).isEqualTo("ready");
            return build;
        }

        private Path endpoints() {
            return folder.resolve("endpoints.json");
        }

        private ProcessHandle nephelite() throws IOException {
            return ProcessHandle.of(Endpoints.processId(endpoints())).orElseThrow();
        }

        @Test
        void it_ends_after_the_build_was_killed() throws Exception {
            Process build = build();
            ProcessHandle nephelite = nephelite();

            build.destroyForcibly();

            nephelite.onExit().get(HANG_SECONDS, TimeUnit.SECONDS);
            assertThat(endpoints()).doesNotExist();
        }

        @Test
        @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a process can only be killed")
        void it_has_ended_when_a_build_that_was_cancelled_ends() throws Exception {
            Process build = build();
            ProcessHandle nephelite = nephelite();

            build.destroy();

            assertThat(build.waitFor(HANG_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(nephelite.isAlive()).isFalse();
            assertThat(endpoints()).doesNotExist();
        }
    }

    @Test
    void awaitReady_returnsFalseIfTheProgramCannotStart() throws Exception {
        ProgramProcess process = ProgramProcess.start(new ProcessBuilder(ProgramCommand.of(List.of(), List.of("start")))
                .redirectError(folder.resolve("log").toFile()));

        assertThat(process.awaitReady()).isFalse();
        assertThat(process.await()).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("log"))).contains("dev.nephelite.cli.Main");
    }
}
