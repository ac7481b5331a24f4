package dev.nephelite.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TlsOptionsTest {
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource({
        "--key=a.key, --key without --cert",
        "--pwd=secret, --pwd without --cert",
        "--cert=a.pem, --cert needs either --key for",
        "--cert=a.pem --key=a.key --pwd=secret, --cert needs either --key for"
    })
    void options_that_make_up_no_certificate_are_refused(String options, String message) {
        assertThat(start(options)).isEqualTo(2);
        assertThat(err.toString()).startsWith("nephelite: " + message);
    }

    @Test
    void a_file_that_cannot_be_used_is_named_in_one_line() {
        assertThat(start("--in-memory --cert=nowhere.pem --key=nowhere.key")).isEqualTo(1);
        assertThat(err.toString()).isEqualToIgnoringNewLines("nephelite: nowhere.pem does not exist. Check the path.");
    }

    private int start(String options) {
        List<String> args = new ArrayList<>(List.of("start"));
        args.addAll(List.of(options.split(" ", -1)));
        return Main.commandLine().setErr(new PrintWriter(err, true)).execute(args.toArray(String[]::new));
    }
}
