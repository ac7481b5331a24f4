package dev.nephelite.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the commands of the tests are those of a POSIX shell")
class BrowserTest {
    @TempDir
    private Path folder;

    @Test
    void each_system_has_its_own_command() {
        assertThat(Browser.of("Linux").command()).containsExactly("xdg-open");
        assertThat(Browser.of("Mac OS X").command()).containsExactly("open");
        assertThat(Browser.of("Windows 11").command()).containsExactly("rundll32", "url.dll,FileProtocolHandler");
    }

    @Test
    void open_passes_the_url_on() throws Exception {
        Path opened = folder.resolve("opened");

        new Browser(List.of("sh", "-c", "printf %s \"$1\" > " + opened, "sh")).open("http://localhost/#token=a");

        assertThat(Files.readString(opened)).isEqualTo("http://localhost/#token=a");
    }

    @Test
    void open_says_why_there_is_no_browser() {
        assertThatThrownBy(() -> new Browser(List.of("no-such-browser")).open("http://localhost/"))
                .hasMessage("there is no no-such-browser");
        assertThatThrownBy(() -> new Browser(List.of("false")).open("http://localhost/"))
                .hasMessage("false ended with exit code 1");
    }
}
