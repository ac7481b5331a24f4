package dev.nephelite.cli.command.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
class ConfigCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int nephelite(String... args) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("nephelite.yml"), content);
    }

    @Test
    void show_prints_each_value_and_where_it_comes_from() throws IOException {
        Path file = file("""
                blob-port: 11000
                cert: a.pfx
                password: do not print ${this}
                """);

        assertThat(nephelite("config", "show", "--origin", "--config=" + file)).isZero();
        assertThat(out.toString().replaceAll(" +", " ").lines())
                .contains(
                        "location .nephelite default",
                        "blob-port 11000 " + file + ", line 1",
                        "queue-port 10001 default",
                        "control-port 10010 default",
                        "password ******** " + file + ", line 3",
                        "function-port 7071 default",
                        "verbose false default");
        assertThat(out.toString()).doesNotContain("do not print");
    }

    @Test
    void show_knows_the_settings_of_the_app() throws IOException {
        Files.writeString(folder.resolve("host.json"), "{}");
        Files.writeString(folder.resolve("pom.xml"), "<project/>");
        Path settings = Files.writeString(
                folder.resolve("local.settings.json"),
                "{\"Host\": {\"LocalHttpPort\": 7075, \"CORS\": \"https://a.example\"}}");

        assertThat(nephelite("config", "show", "--origin", folder.toString())).isZero();
        assertThat(out.toString().replaceAll(" +", " ").lines())
                .contains("function-port 7075 " + settings, "cors https://a.example " + settings);
    }

    @Test
    void show_prints_JSON_with_values_of_their_types() throws IOException {
        Path file = file("functions: [One, Two]\nexec:\n  kill-after: 3\npassword: secret");

        assertThat(nephelite("config", "show", "--exec", "--config=" + file, "-o", "json"))
                .isZero();
        JsonNode shown = new JsonMapper().readTree(out.toString());
        assertThat(shown.path("file").asText()).isEqualTo(file.toString());
        assertThat(setting(shown, "functions").path("value").toString()).isEqualTo("[\"One\",\"Two\"]");
        assertThat(setting(shown, "kill-after").toString())
                .isEqualTo(
                        "{\"name\":\"kill-after\",\"value\":3,\"source\":\"file\",\"place\":\"" + file + ", line 3\"}");
        assertThat(setting(shown, "verbose").path("value").toString()).isEqualTo("false");
        assertThat(setting(shown, "location").path("value").isNull()).isTrue();
        assertThat(setting(shown, "password").path("value").asText()).isEqualTo("********");
    }

    private static JsonNode setting(JsonNode shown, String name) {
        for (JsonNode setting : shown.path("settings")) {
            if (setting.path("name").asText().equals(name)) {
                return setting;
            }
        }
        throw new AssertionError("no setting " + name + " in " + shown);
    }

    @Test
    void a_value_that_the_option_refuses_is_named_with_its_line() throws IOException {
        Path file = file("verbose: true\nblob-port: x");

        String message =
                "nephelite: " + file + ", line 2: Invalid value for 'blob-port': 'x' is not a port. Give a number"
                        + " from 0 to 65535; 0 picks a free port.";
        assertThat(nephelite("config", "show", "--config=" + file)).isEqualTo(2);
        assertThat(nephelite("start", "--config=" + file)).isEqualTo(2);
        assertThat(err.toString().lines()).containsExactly(message, message);
    }

    @Test
    void an_option_of_the_command_line_replaces_a_switch_of_the_file() throws IOException {
        Path file = file("use-https: true");

        assertThat(nephelite("start", "--storage-only", "--config=" + file)).isEqualTo(2);
        assertThat(err.toString()).contains("--use-https needs a certificate.");

        err.getBuffer().setLength(0);
        assertThat(nephelite("start", "--use-https=false", "--debug-concurrency=0", "--config=" + file))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--debug-concurrency has to be 1 or more.");
    }

    @Test
    void the_schema_is_the_published_one() throws IOException {
        assertThat(nephelite("config", "schema")).isZero();
        assertThat(out.toString())
                .isEqualToNormalizingNewlines(Files.readString(Path.of("..", "docs", "nephelite.schema.json")));
    }

    @Test
    void it_needs_to_know_what_to_print() {
        assertThat(nephelite("config")).isEqualTo(2);
        assertThat(err.toString()).contains("'nephelite config show' or 'nephelite config schema'");
    }
}
