package dev.nephelite.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nephelite.function.run.RunSummary;
import dev.nephelite.testing.Await;
import dev.nephelite.testing.JdiDebugger;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** See {@link ParcelFunctions}. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RerunCommandTest {
    private ParcelCloud parcels;

    @BeforeEach
    void start() {
        parcels = new ParcelCloud();
    }

    @AfterEach
    void stop() {
        parcels.close();
    }

    @Test
    void a_run_is_repeated_and_compared() throws Exception {
        RunSummary first = parcels.pack("Ada?code=c2VjcmV0", "a book");

        assertThat(parcels.nephelite("rerun", first.shortId(), "--dry-run")).isZero();

        assertThat(parcels.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line).matches("- pack " + first.shortId() + " succeeded after [\\d.]+ m?s"),
                        line -> assertThat(line)
                                .matches("\\+ pack " + parcels.newest().shortId() + " succeeded after [\\d.]+ m?s"),
                        line -> assertThat(line).isEqualTo("$return: same, not written"));
        assertThat(parcels.err()).startsWith("nephelite: The function gets '***' instead of the secrets");
        assertThat(parcels.newest().rerunOf()).isEqualTo(first.id());
    }

    @Test
    void a_run_that_fails_again_ends_with_10() throws Exception {
        RunSummary first = parcels.pack("Ada", "");

        assertThat(parcels.nephelite("rerun", first.id().toString())).isEqualTo(10);

        assertThat(parcels.out().lines())
                .hasSize(2)
                .allMatch(line -> line.endsWith(": IllegalArgumentException: There is nothing to pack."));
    }

    @Test
    void programs_get_the_comparison_as_JSON() throws Exception {
        RunSummary first = parcels.pack("Ada", "a book");

        assertThat(parcels.nephelite("rerun", first.shortId(), "-o", "json")).isZero();

        assertThat(new JsonMapper()
                        .readTree(parcels.out())
                        .path("run")
                        .path("rerunOf")
                        .asText())
                .isEqualTo(first.id().toString());
    }

    @Test
    void all_failed_runs_are_repeated_once_for_each_payload() throws Exception {
        parcels.pack("Ada", "");
        parcels.pack("Bob", "");
        parcels.pack("Ada", "");
        parcels.pack("Eve", "a book");

        assertThat(parcels.nephelite("rerun", "--all-failed", "PACK")).isEqualTo(10);

        assertThat(parcels.out().lines()).hasSize(4).allMatch(line -> line.endsWith("There is nothing to pack."));
        assertThat(parcels.err()).contains("2 runs were to be repeated: 0 succeeded, 2 failed again");
        assertThat(parcels.nephelite("runs")).isZero();
        assertThat(parcels.out().lines().filter(line -> line.endsWith(" rerun")))
                .hasSize(2);
    }

    @Test
    void a_message_that_was_handled_by_a_later_attempt_is_not_repeated() throws Exception {
        try (ParcelCloud weighing = ParcelCloud.of("weigh")) {
            weighing.weigh("light", "broken");

            assertThat(weighing.nephelite("rerun", "--all-failed")).isEqualTo(10);

            assertThat(weighing.err()).contains("1 run was to be repeated: 0 succeeded, 1 failed again");
        }
    }

    @Test
    void blobs_with_the_same_content_are_repeated_each() throws Exception {
        try (ParcelCloud labels = ParcelCloud.of("label")) {
            labels.label("fragile", "a", "b");

            assertThat(labels.nephelite("rerun", "--all-failed")).isEqualTo(10);
            assertThat(labels.err()).contains("2 runs were to be repeated: 0 succeeded, 2 failed again");

            assertThat(labels.nephelite("rerun", "--all-failed", "label")).isEqualTo(10);
            assertThat(labels.err()).doesNotContain("4 runs");
        }
    }

    @Test
    void a_run_whose_repetition_has_succeeded_is_not_repeated_again() throws Exception {
        parcels.pack("Ada", "");
        RunSummary second = parcels.pack("Ada", "");
        RunSummary third = parcels.pack("Bob", "");
        parcels.repeat(second, "{\"payload\": \"a book\"}");
        parcels.repeat(third, "{\"payload\": \"a book\", \"dryRun\": true}");

        assertThat(parcels.nephelite("rerun", "--all-failed")).isEqualTo(10);

        assertThat(parcels.err()).contains("1 run was to be repeated: 0 succeeded, 1 failed again");
    }

    @Test
    void a_run_waits_for_the_debugger() throws Exception {
        try (ParcelCloud workers = ParcelCloud.withWorkerProcess()) {
            RunSummary first = workers.pack("Ada", "a book");
            CompletableFuture<Integer> command = CompletableFuture.supplyAsync(
                    () -> workers.nephelite("rerun", first.shortId(), "--debug", "--port=0"));
            Await.until("the command waits", () -> workers.err().contains("before you attach it"));
            assertThat(workers.err())
                    .contains("waiting for the debugger; set a breakpoint in " + ParcelFunctions.class.getName()
                            + ".pack");
            assertThat(workers.newest().id()).isEqualTo(first.id());

            String port = workers.err().replaceFirst("(?s).*localhost:(\\d+).*", "$1");
            JdiDebugger debugger = JdiDebugger.attach(Integer.parseInt(port));
            try {
                assertThat(command.join()).isZero();
            } finally {
                debugger.close();
            }

            assertThat(workers.newest().rerunOf()).isEqualTo(first.id());
        }
    }

    @Test
    void functions_in_the_process_of_the_program_get_no_port() throws Exception {
        RunSummary first = parcels.pack("Ada", "a book");

        assertThat(parcels.nephelite("rerun", first.shortId(), "--debug")).isEqualTo(1);

        assertThat(parcels.err()).contains("Start Nephelite without --in-process, or with --in-process --debug.");
        assertThat(parcels.nephelite("rerun", first.shortId(), "--port=0")).isEqualTo(2);
        assertThat(parcels.err()).contains("--port is about the debugger, so it needs --debug.");
    }

    @Test
    void if_no_run_has_failed_none_is_repeated() throws Exception {
        parcels.pack("Ada", "a book");

        assertThat(parcels.nephelite("rerun", "--all-failed", "-o", "json")).isZero();

        assertThat(parcels.out()).isEqualTo("[]" + System.lineSeparator());
        assertThat(parcels.err()).contains("no failed run is to be repeated");
    }

    @Test
    void options_that_contradict_each_other_are_refused() {
        assertThat(parcels.nephelite("rerun")).isEqualTo(2);
        assertThat(parcels.err()).contains("Name a run that 'nephelite runs' lists, or let --all-failed choose.");
        assertThat(parcels.nephelite("rerun", "--all-failed", "--edit")).isEqualTo(2);
        assertThat(parcels.err()).contains("it cannot be combined with --edit or --debug.");
        assertThat(parcels.nephelite("rerun", "--all-failed", "unpack")).isEqualTo(2);
        assertThat(parcels.err()).contains("unpack");
    }

    @Test
    void a_payload_that_is_not_recorded_is_not_edited() throws Exception {
        RunSummary first = parcels.pack("Ada", "x".repeat(70_000));

        assertThat(parcels.nephelite("rerun", first.shortId(), "--edit")).isEqualTo(1);

        assertThat(parcels.err()).contains("cannot be edited: its record does not have all of it.");
    }

    @Test
    void a_run_that_does_not_exist_or_cannot_be_repeated_is_refused() throws Exception {
        assertThat(parcels.nephelite("rerun", "pack")).isEqualTo(2);
        assertThat(parcels.err()).contains("'pack' is not the id of a run. 'nephelite runs' lists the ids.");
        assertThat(parcels.nephelite("rerun", "0000")).isEqualTo(1);
        assertThat(parcels.err()).contains("There is no run '0000' on record.");
        assertThat(parcels.nephelite(
                        "rerun", parcels.pack("Ada", "x".repeat(70_000)).shortId()))
                .isEqualTo(1);
        assertThat(parcels.err()).contains("cannot be repeated: its record does not have all of what the trigger");
    }
}
