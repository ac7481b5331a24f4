package dev.nephelite.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.cli.Main;
import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.http.server.HttpServer;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.SystemClock;
import dev.nephelite.function.run.RunSummary;
import dev.nephelite.testing.Await;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code nephelite record} and {@code replay}. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RecordCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter errors = new StringWriter();

    private Path file;
    private ParcelCloud parcels;

    @BeforeEach
    void start() {
        file = folder.resolve("session.jsonl");
        parcels = new ParcelCloud();
    }

    @AfterEach
    void stop() {
        parcels.close();
    }

    private int record(String... options) {
        return command("record", options);
    }

    private int replay(String... options) {
        return command("replay", options);
    }

    private int command(String name, String... options) {
        String[] all = new String[options.length + 2];
        all[0] = name;
        all[1] = file.toString();
        System.arraycopy(options, 0, all, 2, options.length);
        return parcels.nephelite(all);
    }

    private void change(String before, String after) throws IOException {
        Files.writeString(file, Files.readString(file).replace(before, after));
    }

    @Test
    void past_runs_are_recorded_and_repeated_in_their_order() throws Exception {
        RunSummary first = parcels.pack("Ada", "a book");
        RunSummary second = parcels.pack("Bob", "");

        assertThat(record("--since=1h")).isZero();
        assertThat(parcels.err()).contains("2 runs are in " + file);
        assertThat(Files.readAllLines(file))
                .hasSize(3)
                .first()
                .isEqualTo("{\"kind\":\"nephelite-runs\",\"schema_version\":1}");

        assertThat(replay()).isZero();
        assertThat(parcels.out().lines())
                .containsExactly(
                        "= pack " + first.shortId() + " succeeded again",
                        "= pack " + second.shortId() + " failed again");
        assertThat(parcels.err()).contains("2 of 2 runs are the same, 0 have other outputs, 0 end in another way");
        assertThat(parcels.newest().rerunOf()).isEqualTo(second.id());
    }

    @Test
    void runs_are_recorded_as_they_end_until_the_program_stops() throws Exception {
        CompletableFuture<Integer> recording = CompletableFuture.supplyAsync(this::record);
        Await.until("the recording has begun", () -> parcels.err().contains("nephelite: recording"));
        RunSummary run = parcels.pack("Ada", "a book");
        Await.until("the run is in the file", () -> Files.readString(file)
                .contains(run.id().toString()));

        parcels.cloud.close();

        assertThat(recording.join()).isZero();
        assertThat(parcels.err()).contains("the program has stopped", "1 run is in " + file);
    }

    @Test
    void an_earlier_recording_is_kept_if_nothing_runs() throws Exception {
        parcels.pack("Ada", "a book");
        record("--since=1h");
        String earlier = Files.readString(file);
        parcels.cloud.close();

        assertThat(record("--since=1h")).isNotZero();
        assertThat(record()).isNotZero();

        assertThat(file).hasContent(earlier);
    }

    @Test
    void a_run_that_is_no_longer_on_record_is_left_out() throws Exception {
        RunSummary run = parcels.pack("Ada", "a book");

        assertThat(recordOf(run, 404, "NotFound", "There is no such run.", "--since=1h"))
                .isZero();

        assertThat(errors.toString()).contains("0 runs are in " + file);
    }

    @Test
    void a_refusal_is_an_error_and_not_the_end_of_the_program() throws Exception {
        RunSummary run = parcels.pack("Ada", "a book");

        assertThat(recordOf(run, 503, "AppFailed", "The app cannot be loaded.")).isEqualTo(1);

        assertThat(errors.toString()).contains("The app cannot be loaded.").doesNotContain("the program has stopped");
    }

    /** Records from a control plane that lists a run and refuses to show it. */
    private int recordOf(RunSummary run, int status, String code, String message, String... options) {
        Handler control = Handler.of(request -> switch (request.rawPath()) {
            case "/v1/endpoints" -> answer(200, "{}");
            case "/v1/runs" ->
                answer(200, String.valueOf(request.rawQuery()).contains("last=1") ? "" : run.json() + "\n");
            default -> answer(status, "{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}}");
        });
        try (SystemClock clock = new SystemClock();
                HttpServer server = new HttpServer("127.0.0.1", 0, control, Clocks.single(clock))) {
            String[] all = Stream.concat(
                            Stream.of("record", file.toString(), "--url=http://127.0.0.1:" + server.port()),
                            Stream.of(options))
                    .toArray(String[]::new);
            return Main.commandLine()
                    .setOut(new PrintWriter(errors, true))
                    .setErr(new PrintWriter(errors, true))
                    .execute(all);
        }
    }

    private static Response answer(int status, String body) {
        return Response.of(status).header("Server", "Nephelite-Control/1").body(Body.text(body));
    }

    @Test
    void other_outputs_are_shown_and_another_outcome_is_a_failure() throws Exception {
        parcels.pack("Ada", "a book");
        record("--since=1h");

        change("To Ada\\na book", "To Ada\\na letter");
        assertThat(replay()).isZero();
        assertThat(parcels.out()).contains("$return: changed, not written", "- a letter", "+ a book");
        assertThat(parcels.err()).contains("0 of 1 runs are the same, 1 have other outputs");

        change("\"outcome\":\"succeeded\"", "\"outcome\":\"failed\"");
        assertThat(replay("--write-outputs", "-o", "json")).isEqualTo(1);
        assertThat(parcels.err()).contains("1 end in another way");
    }

    @Test
    void a_run_that_cannot_be_repeated_does_not_end_the_replay() throws Exception {
        parcels.pack("Ada", "x".repeat(70_000));
        parcels.pack("Ada", "a book");
        record("--since=1h");

        assertThat(replay()).isEqualTo(1);

        assertThat(parcels.err())
                .contains("its record does not have all of what", "1 of 2 runs are the same", "1 cannot be repeated");
    }

    @Test
    void a_line_whose_end_is_missing_is_left_out() throws Exception {
        parcels.pack("Ada", "a book");
        record("--since=1h");
        String whole = Files.readString(file);
        Files.writeString(file, whole + whole.lines().toList().get(1).substring(0, 100));

        assertThat(replay()).isZero();

        assertThat(parcels.err()).contains("1 of 1 runs are the same");
    }

    @Test
    void what_is_no_recording_is_neither_replaced_nor_repeated() throws Exception {
        for (String content : List.of("notes\n", "{\"kind\":\"nephelite-runs\",\"schema_version\":2}\n", "{}\n")) {
            Files.writeString(file, content);
            assertThat(replay()).isEqualTo(1);
        }
        assertThat(parcels.err())
                .contains(
                        file + " is not a recording of runs. 'nephelite record' writes one.",
                        "was written by a newer version of Nephelite (schema_version 2). Update this one.");
        assertThat(record("--since=1h")).isEqualTo(2);
        assertThat(parcels.err()).contains("is not a recording of runs and would be overwritten.");
        Files.writeString(file, "{\"kind\":\"nephelite-runs\",\"schema_version\":1}\n{}\n");
        assertThat(replay()).isEqualTo(1);
        assertThat(parcels.err()).contains(file + ", line 2: this is not the record of a run.");
        Files.delete(file);
        assertThat(replay()).isEqualTo(1);
        assertThat(parcels.err()).contains(file + " cannot be read: there is no such file or folder.");
        assertThat(record("--since=1h", "--duration=1s")).isEqualTo(2);
        assertThat(parcels.err()).contains("it cannot be combined with --duration.");
        assertThat(record("--since=soon")).isEqualTo(2);
    }
}
