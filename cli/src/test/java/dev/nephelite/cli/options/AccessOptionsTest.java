package dev.nephelite.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AccessOptionsTest {
    private final StringWriter err = new StringWriter();

    @Test
    void tokens_over_plain_HTTP_are_refused_with_the_remedy() {
        assertThat(start("--oauth=basic")).isEqualTo(2);
        assertThat(err.toString()).startsWith("nephelite: --oauth needs HTTPS").contains("Add --cert");
    }

    @Test
    void another_way_to_accept_tokens_is_refused() {
        assertThat(start("--oauth=full")).isEqualTo(2);
        assertThat(err.toString()).contains("--oauth", "'full' is not supported. The only value is basic.");
    }

    @Test
    void an_allowed_host_that_is_a_URL_is_refused_with_the_remedy() {
        assertThat(start("--in-memory", "--allowed-host=storage.example,http://app.example"))
                .isEqualTo(2);
        assertThat(err.toString())
                .startsWith(
                        "nephelite: --allowed-host: 'http://app.example' is not a host name. Write it without scheme");
    }

    @Test
    void an_accounts_file_that_is_missing_is_named(@TempDir Path folder) {
        assertThat(start("--in-memory", "--accounts-file=" + folder.resolve("none")))
                .isEqualTo(1);
        assertThat(err.toString()).contains("There is no accounts file " + folder.resolve("none"));
    }

    @Test
    void an_accounts_file_that_is_wrong_is_named(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("accounts"), "nonsense");

        assertThat(start("--in-memory", "--accounts-file=" + file)).isEqualTo(1);
        assertThat(err.toString()).contains("The accounts file " + file + " is wrong: part 1: no colon");
    }

    private int start(String... options) {
        String[] args = new String[options.length + 1];
        args[0] = "start";
        System.arraycopy(options, 0, args, 1, options.length);
        return Main.commandLine().setErr(new PrintWriter(err, true)).execute(args);
    }
}
