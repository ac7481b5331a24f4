package dev.nephelite.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code nephelite open}, with a program instead of a browser. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@EnabledOnOs(value = OS.LINUX, disabledReason = "the program is called as the one that opens browsers on Linux")
class OpenCommandTest {
    @TempDir
    private Path folder;

    @Test
    void the_dashboard_is_opened_and_no_command_line_has_the_token() throws Exception {
        Path opened = folder.resolve("opened");
        writeBrowser("printf %s \"$1\" > " + opened);
        Path app = ToldFunctions.stage(folder.resolve("app"));
        try (Nephelite nephelite = Nephelite.start(folder.resolve("data"), Map.of(), app.toString(), "--enable-auth")) {
            String url = nephelite.control() + "/";
            assertThat(nephelite.output()).contains("Dashboard:     " + url);
            try (NepheliteCommand command = open(folder.toString())) {
                assertThat(command.await()).as(command.errors()).isZero();

                assertThat(command.awaitLine(line -> true)).isEqualTo(url);
                assertThat(Files.readString(opened)).isEqualTo(url);
                assertThat(command.errors())
                        .contains(
                                "nephelite: the page asks once for the token, which is the controlToken in endpoints.json");
            }
        }
    }

    @Test
    void without_a_browser_the_url_is_printed() throws Exception {
        try (Nephelite nephelite = Nephelite.start(folder.resolve("data"), Map.of());
                NepheliteCommand command = open(folder.toString())) {
            assertThat(command.await()).isZero();

            assertThat(command.awaitLine(line -> true)).isEqualTo(nephelite.control() + "/");
            assertThat(command.errors())
                    .contains("nephelite: no browser was opened (there is no xdg-open). Open this URL yourself.");
        }
    }

    private NepheliteCommand open(String path) throws IOException {
        return NepheliteCommand.start(folder, Map.of("PATH", path), "open", "--location=" + folder.resolve("data"));
    }

    private void writeBrowser(String line) throws IOException {
        Path browser = Files.writeString(folder.resolve("xdg-open"), "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(browser, PosixFilePermissions.fromString("rwx------"));
    }
}
