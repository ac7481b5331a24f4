package dev.nephelite.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nephelite.cli.Main;
import dev.nephelite.cloud.FunctionApp;
import dev.nephelite.cloud.LocalCloud;
import dev.nephelite.function.run.RunFilter;
import dev.nephelite.function.run.RunSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** See {@link ParcelFunctions}. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RerunCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private LocalCloud cloud;

    @BeforeEach
    void start() throws URISyntaxException {
        Path classes = Path.of(ParcelFunctions.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        cloud = LocalCloud.builder()
                .controlPort(0)
                .functions(FunctionApp.ofClasses(classes).only(List.of("pack")))
                .start();
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    private int nephelite(String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = "--url=" + cloud.endpoints().control();
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }

    /** Calls the function and returns its run. */
    private RunSummary pack(String path, String content) throws IOException, InterruptedException {
        HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(cloud.endpoints().functions() + "/api/pack/" + path))
                                .POST(BodyPublishers.ofString(content))
                                .build(),
                        BodyHandlers.discarding());
        return newest();
    }

    private RunSummary newest() {
        return cloud.functionHost()
                .orElseThrow()
                .runs()
                .newest(RunFilter.ALL, 1)
                .get(0);
    }

    @Test
    void a_run_is_repeated_and_compared() throws Exception {
        RunSummary first = pack("Ada?code=c2VjcmV0", "a book");

        assertThat(nephelite("rerun", first.shortId(), "--dry-run")).isZero();

        assertThat(out.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line).matches("- pack " + first.shortId() + " succeeded after [\\d.]+ m?s"),
                        line -> assertThat(line)
                                .matches("\\+ pack " + newest().shortId() + " succeeded after [\\d.]+ m?s"),
                        line -> assertThat(line).isEqualTo("$return: same, not written"));
        assertThat(err.toString()).startsWith("nephelite: The function gets '***' instead of the secrets");
        assertThat(newest().rerunOf()).isEqualTo(first.id());
    }

    @Test
    void a_run_that_fails_again_ends_with_10() throws Exception {
        RunSummary first = pack("Ada", "");

        assertThat(nephelite("rerun", first.id().toString())).isEqualTo(10);

        assertThat(out.toString().lines())
                .hasSize(2)
                .allMatch(line -> line.endsWith(": IllegalArgumentException: There is nothing to pack."));
    }

    @Test
    void programs_get_the_comparison_as_JSON() throws Exception {
        RunSummary first = pack("Ada", "a book");

        assertThat(nephelite("rerun", first.shortId(), "-o", "json")).isZero();

        assertThat(new JsonMapper()
                        .readTree(out.toString())
                        .path("run")
                        .path("rerunOf")
                        .asText())
                .isEqualTo(first.id().toString());
    }

    @Test
    void all_failed_runs_are_repeated_once_for_each_payload() throws Exception {
        pack("Ada", "");
        pack("Bob", "");
        pack("Ada", "");
        pack("Eve", "a book");

        assertThat(nephelite("rerun", "--all-failed", "PACK")).isEqualTo(10);

        assertThat(out.toString().lines()).hasSize(4).allMatch(line -> line.endsWith("There is nothing to pack."));
        assertThat(err.toString()).contains("2 runs were to be repeated: 0 succeeded, 2 failed again");
        assertThat(nephelite("runs")).isZero();
        assertThat(out.toString().lines().filter(line -> line.endsWith(" rerun")))
                .hasSize(2);
    }

    @Test
    void if_no_run_has_failed_none_is_repeated() throws Exception {
        pack("Ada", "a book");

        assertThat(nephelite("rerun", "--all-failed", "-o", "json")).isZero();

        assertThat(out.toString()).isEqualTo("[]" + System.lineSeparator());
        assertThat(err.toString()).contains("no run has failed");
    }

    @Test
    void options_that_contradict_each_other_are_refused() {
        assertThat(nephelite("rerun")).isEqualTo(2);
        assertThat(err.toString()).contains("Name a run that 'nephelite runs' lists, or let --all-failed choose.");
        assertThat(nephelite("rerun", "--all-failed", "--edit")).isEqualTo(2);
        assertThat(err.toString()).contains("it cannot be combined with --edit.");
        assertThat(nephelite("rerun", "--all-failed", "unpack")).isEqualTo(2);
        assertThat(err.toString()).contains("unpack");
    }

    @Test
    void a_payload_that_is_not_recorded_is_not_edited() throws Exception {
        RunSummary first = pack("Ada", "x".repeat(70_000));

        assertThat(nephelite("rerun", first.shortId(), "--edit")).isEqualTo(1);

        assertThat(err.toString()).contains("cannot be edited: its record does not have all of it.");
    }

    @Test
    void a_run_that_does_not_exist_or_cannot_be_repeated_is_refused() throws Exception {
        assertThat(nephelite("rerun", "pack")).isEqualTo(2);
        assertThat(err.toString()).contains("'pack' is not the id of a run. 'nephelite runs' lists the ids.");
        assertThat(nephelite("rerun", "0000")).isEqualTo(1);
        assertThat(err.toString()).contains("There is no run '0000', or not any more.");
        assertThat(nephelite("rerun", pack("Ada", "x".repeat(70_000)).shortId()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("cannot be repeated: its record does not have all of what the trigger");
    }
}
